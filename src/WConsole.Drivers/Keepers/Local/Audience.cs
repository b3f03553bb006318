using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>The clients, and what each of them has seen of the programs and the news. Only the launcher's loop uses it.</summary>
internal sealed class Audience(StatusBoard board, LauncherNews news, Func<TimeSpan> now)
{
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(50);

    private readonly List<LauncherClient> _clients = [];
    private TimeSpan _lastPicture = TimeSpan.MinValue / 2;

    /// <summary>When the next picture may be sent that somebody waits for; null: nobody does.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Whether anybody wants to see every change.</summary>
    public bool Looks => _clients.Exists(c => c.Follows);

    public void Add(LauncherClient client) => _clients.Add(client);

    public void Remove(LauncherClient client) => _clients.Remove(client);

    /// <summary>Sends a client everything, and from then on every change if it wants that.</summary>
    public void Begin(LauncherClient client, LaunchRequest.Look look, LaunchState state)
    {
        client.Follows = look.Follow;
        client.Seen = board.Version;
        client.NewsSeen = news.Count;
        client.Send(board.Whole(state, now(), news.All, look.Measured).Encode());
    }

    /// <summary>Sends everybody what changed: at once after a quiet time, else not more often than a screen can show; a client that does not read gets one when it has read the last.</summary>
    public void Show(LaunchState state)
    {
        var behind = _clients.Where(c => c.IsIdle && IsBehind(c)).ToList();
        Due = behind.Count > 0 && now() < _lastPicture + PictureEvery ? _lastPicture + PictureEvery : null;
        if (Due is not null)
        {
            return;
        }

        foreach (var client in behind)
        {
            _lastPicture = now();
            Show(client, state);
        }
    }

    /// <summary>Everything is about to change: what comes of that in the next moment comes as one picture.</summary>
    public void Hold() => _lastPicture = now();

    /// <summary>Sends one client what changed, now.</summary>
    public void Show(LauncherClient client, LaunchState state)
    {
        client.Send(board.Since(client.Seen, state, now(), news.Since(client.NewsSeen)).Encode());
        client.Seen = board.Version;
        client.NewsSeen = news.Count;
    }

    /// <summary>Everybody sees how it ended, then the connections end.</summary>
    /// <param name="stopped">Whether that is because everything was to stop, and did.</param>
    public void Dismiss(LaunchState state, bool stopped)
    {
        // Who only waits for the end goes before those who watch.
        foreach (var client in _clients.OrderBy(c => c.Follows))
        {
            if (IsBehind(client))
            {
                Show(client, state);
            }

            if (stopped)
            {
                client.Send(new LaunchReply.Stopped().Encode());
            }

            client.Finish();
        }
    }

    private bool IsBehind(LauncherClient client) => client.Follows && (client.Seen < board.Version || client.NewsSeen < news.Count);
}
