using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What the plans of actions need to know of one worker, read from its facts and signs once.</summary>
internal readonly struct CeleryTraits
{
    private readonly Worker _worker;

    public CeleryTraits(Worker worker)
    {
        _worker = worker;
        SoftwareVersion = Version.TryParse(worker.Version, out var version) ? version : null;
    }

    public Version? SoftwareVersion { get; }

    public string? Pool => _worker.Facts.Stats.Value?.Pool.Kind;

    public bool IsGreen => Pool is "gevent" or "eventlet";

    /// <summary>Up to 5.2, or not known: then the worse is assumed.</summary>
    public bool MayBeOld => SoftwareVersion is null || SoftwareVersion < new Version(5, 3);

    public ProcessSight.Ours? Ours => _worker.Facts.Process.Value as ProcessSight.Ours;

    public bool IsGone => _worker.Facts.Process.Value is ProcessSight.Gone;

    /// <summary>Its processes on this host, when they were looked at just now.</summary>
    public ProcessTree? Tree => _worker.Facts.Tree is { State: FactState.Fresh, HasValue: true } tree ? tree.Value : null;

    public string WhyNoTree => _worker.Facts.Tree.Why ?? "its processes were not looked at yet";

    /// <summary>It said goodbye and has not come back.</summary>
    public bool IsDraining => _worker.Signs.OfflineAt is not null;

    /// <summary>Remote control reaches it: it answered, and nothing since says otherwise.</summary>
    public bool Answers => _worker.Signs is { PongAt: not null, SilentPings: 0, OfflineAt: null, Subscribed: not Light.No, Mailbox: not Light.No };

    /// <summary>
    /// Its task runs in the very thread that answers commands: it reads them when the task has ended, so silence means busy (celery-redis §1.6).
    /// </summary>
    public bool AnswersLater => Pool == "solo" && !Answers && _worker.Signs is { PongAt: not null, OfflineAt: null, Subscribed: not Light.No, Mailbox: not Light.No };

    /// <summary>Two processes under one name: a command over the broker hits both, a signal one.</summary>
    public bool IsDouble => _worker.Instances.Length > 1;

    /// <summary>Its keeper is known.</summary>
    public bool IsKept => _worker.Kept is { Reached: true };

    /// <summary>What it runs, when that is known now; else null.</summary>
    public ImmutableArray<TaskRun>? Running =>
        _worker.Facts.Active is { State: FactState.Fresh, HasValue: true } active ? active.Value
        : IsDraining && _worker.Signs.OfflineActive == 0 ? []
        : null;

    /// <summary>What it was last known to run, however old.</summary>
    public ImmutableArray<TaskRun> LastRunning => _worker.Facts.Active is { HasValue: true } active ? active.Value : [];

    /// <summary>How many messages it holds that were not started; null when not known now.</summary>
    public int? Prefetched => _worker.Facts.Reserved is { State: FactState.Fresh, HasValue: true } reserved ? reserved.Value.Length : null;

    /// <summary>Why no signal can be sent, with the remedy; null when one can.</summary>
    public (string Why, string Remedy)? NoSignal => _worker.Facts.Process.Value switch
    {
        ProcessSight.Ours => null,
        ProcessSight.Gone gone => ($"its process {gone.Pid} has ended", "start it where it was started"),
        ProcessSight.Elsewhere elsewhere => ($"no host route: {elsewhere.Why}", $"run wconsole on {_worker.HostName ?? "its host"}"),
        ProcessSight.Unproven unproven => ($"no host route: {unproven.Why}", $"signal it by hand on {_worker.HostName ?? "its host"}"),
        _ => _worker.Facts.Process is { State: FactState.Failed, Why: { } why }
            ? ($"no host route: {why}", $"signal it by hand on {_worker.HostName ?? "its host"}")
            : ($"its process is not known here (it says it runs on {_worker.HostName ?? "an unnamed host"})", "run wconsole on that host"),
    };

    /// <summary>Why remote control does not reach it.</summary>
    public string WhyNoControl => _worker.Signs switch
    {
        { OfflineAt: not null } => "it said goodbye and takes no more commands",
        { Mailbox: Light.No } => "it has no mailbox (worker_enable_remote_control is off)",
        { Subscribed: Light.No } => "it no longer listens to commands (catatonic)",
        { PongAt: null } => "it never answered a command",
        _ => "it does not answer",
    };
}
