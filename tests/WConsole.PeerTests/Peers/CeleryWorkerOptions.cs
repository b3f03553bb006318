namespace WConsole.PeerTests.Peers;

/// <summary>How one Celery worker is to be started.</summary>
public sealed record CeleryWorkerOptions
{
    /// <summary>The node name; without an @ this host's name is added.</summary>
    public string Name { get; init; } = "w1";

    public CeleryVersion Version { get; init; } = CeleryVersion.Debian;

    /// <summary>prefork, threads or solo (gevent, eventlet on <see cref="CeleryVersion.Newest"/>).</summary>
    public string Pool { get; init; } = "prefork";

    public int Concurrency { get; init; } = 2;

    /// <summary>Queues it consumes, comma-separated.</summary>
    public string Queues { get; init; } = "celery";

    /// <summary>More arguments of <c>celery worker</c>, for example "-E" or "--without-mingle".</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>Celery settings as one JSON object, for example <c>{"control_exchange": "ops"}</c>.</summary>
    public string SettingsJson { get; init; } = "{}";

    /// <summary>False: only the log's ready line is awaited, not an answered ping. Needed when the settings move the control channel.</summary>
    public bool AwaitPing { get; init; } = true;
}
