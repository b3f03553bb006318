using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Answers what clients ask. Only the launcher's loop uses it.</summary>
internal sealed class Reception(LauncherFolder folder, LauncherWorld world, LaunchCore core, Strays strays, Audience audience)
{
    /// <summary>Somebody asked for the end of everything: nothing else is taken up any more.</summary>
    public bool IsDown { get; private set; }

    /// <summary>A client asks.</summary>
    /// <param name="asked">Null: what it sent is no request of this version.</param>
    public void Answer(LauncherClient client, NumberedRequest? asked)
    {
        if (asked is null)
        {
            client.Send(new LaunchReply.Refused(
                0, "this launcher does not understand the request: it is of another version", "end it with the wconsole that started it, or: wconsole down, then up (the workers end too)").Encode());
            return;
        }

        if (asked.Request is LaunchRequest.Look look)
        {
            audience.Begin(client, look, core.State);
            return;
        }

        var reply = IsDown && asked.Request is not LaunchRequest.Down
            ? new LaunchReply.Refused(asked.Number, "the launcher is ending", "wait for it, then run wconsole up")
            : new RequestTaker(folder, world, core.State, Apply).Take(asked);
        if (asked.Request is LaunchRequest.Down)
        {
            IsDown = true;
            audience.Hold();
        }

        // First what it led to: whoever reads the reply sees a picture in which it has begun.
        if (client.Follows)
        {
            audience.Show(client, core.State);
        }

        client.Send(reply.Encode());
    }

    // Before anybody can ask for a start: a second one would be started beside it.
    private void Apply(LaunchEvent e)
    {
        core.Apply(e);
        if (e is LaunchEvent.Declared declared)
        {
            strays.Adopt(declared);
        }
    }
}
