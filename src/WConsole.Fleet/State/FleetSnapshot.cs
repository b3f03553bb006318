using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>An immutable picture of the fleet at one moment.</summary>
/// <param name="Version">Grows with every fold.</param>
/// <param name="VisibleVersion">Grows only when something that a screen may show has changed.</param>
/// <param name="At">Monotonic moment of the picture; ages are counted from it.</param>
/// <param name="WallAt">The same moment by the wall clock.</param>
/// <param name="Folded">Rows that were dropped because they were gone for long: told as one counted line.</param>
/// <param name="Actions">Newest last; bounded.</param>
/// <param name="Audit">Newest last; bounded.</param>
public sealed record FleetSnapshot(
    long Version,
    long VisibleVersion,
    TimeSpan At,
    DateTimeOffset WallAt,
    Section<WorkerId, WorkerState> Workers,
    Section<QueueId, QueueState> Queues,
    ImmutableArray<SourceState> Sources,
    ImmutableArray<ActionRun> Actions,
    ImmutableArray<AuditRecord> Audit,
    int Folded,
    SelfState Self)
{
    /// <summary>Samples of the fleet's pulse, oldest first; bounded.</summary>
    public ImmutableArray<Pulse> Pulses { get; init; } = [];

    public static FleetSnapshot Empty { get; } = new(
        0, 0, default, default, Section<WorkerId, WorkerState>.Empty, Section<QueueId, QueueState>.Empty, [], [], [], 0, SelfState.None);

    /// <summary>The wall-clock time of a monotonic stamp.</summary>
    public DateTimeOffset Wall(TimeSpan at) => WallAt - (At - at);

    public SourceState? Source(SourceId id) => Sources.FirstOrDefault(s => s.Id == id);
}

/// <summary>One part of a snapshot, with a version that changes only when something visible in this part did.</summary>
public sealed class Section<TKey, T>(long version, IReadOnlyList<T> items, IReadOnlyDictionary<TKey, int> index)
    where TKey : notnull
    where T : class
{
    public static Section<TKey, T> Empty { get; } = new(0, [], new Dictionary<TKey, int>());

    public long Version => version;

    public IReadOnlyList<T> Items => items;

    public T? Find(TKey key) => index.TryGetValue(key, out var at) && at < items.Count ? items[at] : null;
}
