using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Events;

/// <summary>Everything that can happen to the fleet's picture. A closed list; folds take them into the state in receive order.</summary>
/// <param name="At">Monotonic receive stamp, since the engine's start.</param>
public abstract record FleetEvent(TimeSpan At)
{
    /// <summary>A source's supervisor tells where it is.</summary>
    public sealed record SourceChanged(TimeSpan At, SourceState State) : FleetEvent(At);

    /// <summary>A source could not decode so many messages since its last word.</summary>
    public sealed record Malformed(TimeSpan At, SourceId Source, long Count, string Example) : FleetEvent(At);

    /// <summary>So many workers are seen and not kept now, because the source is over its cap; 0: none any more.</summary>
    public sealed record WorkersCapped(TimeSpan At, SourceId Source, int Count) : FleetEvent(At);

    /// <summary>A source counted who listens for commands right now: an upper bound of the workers that can answer.</summary>
    public sealed record ListenersCounted(TimeSpan At, SourceId Source, int Count) : FleetEvent(At);

    /// <summary>A worker's name stands in a registry; nothing was heard of it itself.</summary>
    public sealed record WorkerListed(TimeSpan At, WorkerRef Worker) : FleetEvent(At);

    /// <summary>A worker's mailbox is registered (or is not).</summary>
    public sealed record MailboxSeen(TimeSpan At, WorkerRef Worker, Light Registered) : FleetEvent(At);

    /// <summary>A keeper shows one of its units as it is now.</summary>
    public sealed record UnitSeen(TimeSpan At, Unit Unit) : FleetEvent(At);

    /// <summary>A keeper has no such unit any more.</summary>
    public sealed record UnitGone(TimeSpan At, SourceId Source, string Unit) : FleetEvent(At);

    /// <summary>A worker announced itself: new, or after its connection was lost.</summary>
    public sealed record WorkerOnline(TimeSpan At, WorkerRef Worker, Beat Beat) : FleetEvent(At);

    /// <summary>A heartbeat.</summary>
    public sealed record WorkerBeat(TimeSpan At, WorkerRef Worker, Beat Beat) : FleetEvent(At);

    /// <summary>A worker said goodbye: it begins to stop, it has not stopped.</summary>
    public sealed record WorkerOffline(TimeSpan At, WorkerRef Worker, Beat Beat) : FleetEvent(At);

    /// <summary>It answered a ping (or anything else that was asked of it).</summary>
    public sealed record WorkerAnswered(TimeSpan At, WorkerRef Worker, TimeSpan RoundTrip) : FleetEvent(At);

    /// <summary>A ping was given up. Silence is "no answer", never "dead".</summary>
    /// <param name="Subscribed">Whether it still listens, as far as the count of listeners tells.</param>
    public sealed record WorkerSilent(TimeSpan At, WorkerId Worker, Light Subscribed) : FleetEvent(At);

    public sealed record FactAsked(TimeSpan At, WorkerId Worker, FactKind Kind) : FleetEvent(At);

    public sealed record FactAnswered(TimeSpan At, WorkerId Worker, FactAnswer Answer) : FleetEvent(At);

    public sealed record FactFailed(TimeSpan At, WorkerId Worker, FactKind Kind, string Why) : FleetEvent(At);

    public sealed record QueueSeen(TimeSpan At, QueueId Queue, QueueDepth Depth) : FleetEvent(At);

    public sealed record QueueFailed(TimeSpan At, QueueId Queue, string Why) : FleetEvent(At);

    /// <summary>An action moved on; the run replaces the one with the same id.</summary>
    public sealed record ActionChanged(TimeSpan At, ActionRun Run) : FleetEvent(At);

    public sealed record Audited(TimeSpan At, AuditRecord Record) : FleetEvent(At);
}

/// <summary>Names a worker that may be new to the store.</summary>
public sealed record WorkerRef(WorkerId Id, string Name, string? HostName, SourceId Source);

/// <summary>What a worker says of itself in an announcement or heartbeat. Null means not said.</summary>
/// <param name="Every">The interval it promises.</param>
/// <param name="Active">Task runs it executes.</param>
/// <param name="Processed">Task runs it has started in this process.</param>
public sealed record Beat(int? Pid, TimeSpan? Every, int? Active, long? Processed, string? Version);
