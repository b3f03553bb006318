using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One event (celery-redis §3.2). `Timestamp` is true epoch seconds, whatever `utcoffset` says; `Clock` is Lamport time and
/// only a hint for order. Liveness goes by when we received it, never by its timestamp. What was not said is null.
/// </summary>
public abstract record CeleryEvent
{
    private CeleryEvent()
    {
    }

    public required string Type { get; init; }

    /// <summary>The sender's node name; of `task-sent` the client's.</summary>
    public required string Node { get; init; }

    public int? Pid { get; init; }

    public long? Clock { get; init; }

    public double? Timestamp { get; init; }

    /// <summary>
    /// A worker's sign of life. <see cref="Frequency"/> is the interval of its heartbeats; a heartbeat that was asked for
    /// has neither counts nor load.
    /// </summary>
    public sealed record Worker : CeleryEvent
    {
        public WorkerEventKind Kind { get; init; }

        public TimeSpan? Frequency { get; init; }

        public int? Active { get; init; }

        public long? Processed { get; init; }

        /// <summary>Load over 1, 5 and 15 minutes; empty when it was not said.</summary>
        public ImmutableArray<double> Load { get; init; } = [];

        public string? Software { get; init; }

        public string? Version { get; init; }

        public string? System { get; init; }
    }

    /// <summary>News of one task run.</summary>
    public sealed record Run : CeleryEvent
    {
        public TaskEventKind Kind { get; init; }

        public required string Id { get; init; }

        public required TaskEventFields Fields { get; init; }
    }

    /// <summary>Any other event, such as gossip between workers: a sign of life and no more.</summary>
    public sealed record Other : CeleryEvent;
}
