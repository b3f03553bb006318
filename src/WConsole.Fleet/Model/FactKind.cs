namespace WConsole.Fleet.Model;

/// <summary>What a source can be asked about a worker or a queue. A driver that cannot answer a kind says so as a failed fact.</summary>
public enum FactKind
{
    /// <summary>Does it answer at all (the control light).</summary>
    Control,

    /// <summary>Main pid, uptime, pool, totals: <see cref="WorkerStats"/>.</summary>
    Stats,

    /// <summary>Task runs being executed.</summary>
    Active,

    /// <summary>Task runs received and not started.</summary>
    Reserved,

    /// <summary>Task runs held for their eta.</summary>
    Scheduled,

    /// <summary>Ids of revoked task runs the worker remembers.</summary>
    Revoked,

    /// <summary>Names of the task types it can run.</summary>
    Registered,

    /// <summary>Queues it consumes from.</summary>
    Queues,

    /// <summary>Its configuration.</summary>
    Conf,

    /// <summary>Its own software report.</summary>
    Report,

    /// <summary>Its logical clock.</summary>
    Clock,

    /// <summary>The process on this host, with the proof that it is this worker's: <see cref="ProcessSight"/>.</summary>
    Process,

    /// <summary>Every process of it on this host: <see cref="ProcessTree"/>.</summary>
    Tree,

    /// <summary>Depth of a queue (asked of queues, not of workers).</summary>
    Depth,
}
