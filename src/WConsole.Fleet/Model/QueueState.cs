using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>Names one queue (Redis queue or Kafka topic) of one source.</summary>
public readonly record struct QueueId(SourceId Source, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => SafeName.Escape(Name);
}

/// <summary>A queue with what waits in it.</summary>
public sealed record QueueState(QueueId Id, Fact<QueueDepth> Depth);

/// <summary>What waits in a queue. Null means it could not be read.</summary>
/// <param name="Waiting">Messages waiting, all priorities together.</param>
/// <param name="Steps">The same per priority step, most urgent first.</param>
/// <param name="Unacked">Messages of this queue that workers hold (prefetched, eta, late-acknowledged); null when not told apart.</param>
/// <param name="Oldest">When the next message was put in, if it says.</param>
public sealed record QueueDepth(long? Waiting, ImmutableArray<PriorityDepth> Steps, long? Unacked, DateTimeOffset? Oldest);

/// <summary>Depth of one priority step.</summary>
public readonly record struct PriorityDepth(int Priority, long Waiting);
