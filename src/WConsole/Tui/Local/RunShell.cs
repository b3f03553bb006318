using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.Settings.Groups;
using WConsole.Terminal.Themes;

namespace WConsole.Tui.Local;

/// <summary>Carries out what the form asked for: the launcher is started where none lives, and what is to be saved is saved once it runs.</summary>
/// <param name="post">Takes messages for the update. Any thread.</param>
internal sealed class RunShell(AskedPlace place, ILauncherDoor door, Action<Message> post)
{
    public async Task RunAsync(Effect.Run run, CancellationToken token)
    {
        var ask = new LocalAsk("Start", new LaunchRequest.Start([]), [run.Asked.Name]);
        try
        {
            var reading = place.Read(run.Asked);
            if (reading.Group is not { } group)
            {
                post(new Message.Asked(ask, reading.Problems, null));
                return;
            }

            ask = ask with { Request = new LaunchRequest.Add(place.Keep(group, run.Save)) };
            var opening = await door.OpenAsync(start: true, token);
            if (opening.Line is not { } line)
            {
                post(new Message.Asked(ask, [], new LaunchReply.Refused(0, opening.Why, opening.Remedy)));
                return;
            }

            await using (line)
            {
                var reply = await line.AskAsync(ask.Request, token);
                post(new Message.Asked(ask, [], reply));
                if (run.Save && reply is LaunchReply.Taken taken)
                {
                    await SaveAsync(run.Asked, taken.Ids, line, token);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            post(new Message.Asked(ask, [], new LaunchReply.Refused(0, "the launcher ended meanwhile", "run wconsole up: it takes over what still runs")));
        }
    }

    private async Task SaveAsync(AskedGroup asked, ImmutableArray<string> ids, ILauncherLine line, CancellationToken token)
    {
        var picture = line.Picture;
        while (!picture.Ended && ids.Any(id => LaunchGoal.UpAtOnce(picture.Find(id)).Result == GoalResult.Pending))
        {
            picture = await line.NextAsync(picture.Version, token);
        }

        if (picture.Ended || ids.Any(id => LaunchGoal.UpAtOnce(picture.Find(id)).Result == GoalResult.Failed))
        {
            post(new Message.Told($"{asked.Name} did not come up, and is not saved", Role.FlashWarn));
            return;
        }

        var saving = place.Save(asked);
        if (saving.Group is not { } saved)
        {
            post(new Message.Told($"{asked.Name} runs, but is not saved: {saving.Why}", Role.FlashWarn));
            return;
        }

        await line.AskAsync(new LaunchRequest.Up([saved], []), token);
        post(new Message.Told($"{asked.Name} runs, and is saved as {saved.Origin}", Role.FlashInfo));
    }
}
