using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Tui.Local;

/// <summary>The console's connection to the local launcher: made when a screen first wants it, followed from then on, and made again when the launcher comes back.</summary>
/// <param name="door">Null: there is no launcher here.</param>
/// <param name="known">What is shown before anything was heard; null: nothing.</param>
/// <param name="wake">Rings when there is something newer to look at. Any thread.</param>
/// <param name="own">Keeps the work, so that its end is waited for.</param>
internal sealed class LocalLink(Func<ILauncherDoor>? door, LaunchPicture? known, TimeProvider time, Action wake, Action<Task> own) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private bool _begun;
    private ILauncherLine? _line;
    private LaunchPicture? _picture = known;
    private string _why = "";

    /// <summary>As it is now.</summary>
    public LocalSight Sight
    {
        get
        {
            lock (_gate)
            {
                return new LocalSight(_picture, time.GetElapsedTime(0), _why);
            }
        }
    }

    /// <summary>Begins to follow the launcher; only the first call does something.</summary>
    public void Want()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        if (door is null)
        {
            Put(null, null, "there is no launcher in this build");
            return;
        }

        own(Task.Run(() => FollowAsync(door())));
    }

    /// <summary>Asks the launcher.</summary>
    /// <returns>Its word; or, without a launcher, a refusal that says so.</returns>
    public async Task<LaunchReply> AskAsync(LaunchRequest request)
    {
        ILauncherLine? line;
        lock (_gate)
        {
            line = _line;
        }

        try
        {
            if (line is null)
            {
                return new LaunchReply.Refused(0, "no launcher lives here", "run wconsole up");
            }

            var reply = await line.AskAsync(request, _stop.Token);
            // What the launcher sent before its word is in this picture: judged by an older one, a stop would look undone.
            Put(line, line.Picture, "");
            return reply;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            return new LaunchReply.Refused(0, "the launcher ended meanwhile", "run wconsole up: it takes over what still runs");
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task FollowAsync(ILauncherDoor found)
    {
        var token = _stop.Token;
        try
        {
            while (true)
            {
                var opening = await found.OpenAsync(start: false, token);
                if (opening.Line is { } line)
                {
                    await using (line)
                    {
                        await FollowAsync(line, token);
                    }
                }
                else
                {
                    Put(null, null, opening.Remedy.Length > 0 ? $"{opening.Why}; {opening.Remedy}" : opening.Why);
                }

                await Task.Delay(Pause, time, token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
        }
    }

    private async Task FollowAsync(ILauncherLine line, CancellationToken token)
    {
        for (var picture = line.Picture; ; picture = await line.NextAsync(picture.Version, token))
        {
            Put(line, picture, picture.Ended ? "the launcher ended; run wconsole up: it takes over what still runs" : "");
            if (picture.Ended)
            {
                return;
            }
        }
    }

    private void Put(ILauncherLine? line, LaunchPicture? picture, string why)
    {
        lock (_gate)
        {
            if ((line is null && why == _why && _line is null) || (line is not null && line == _line && picture!.Version < _picture?.Version))
            {
                return;
            }

            // Without a launcher the last picture would be a lie.
            (_line, _picture, _why) = (why.Length > 0 ? null : line, why.Length > 0 ? null : picture, why);
        }

        wake();
    }
}
