using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>
/// All interests of all owners in one: per fact and target the smallest maximal age. It does not change once it is merged. A place per kind of fact instead
/// of dictionaries by kind: the runtime would load a dozen types for each of those at every start.
/// </summary>
internal sealed class Demand
{
    private readonly TimeSpan?[] _ofAll = new TimeSpan?[FactKinds.Count];
    private readonly Dictionary<WorkerId, TimeSpan>?[] _ofOne = new Dictionary<WorkerId, TimeSpan>?[FactKinds.Count];

    private Demand()
    {
    }

    public static Demand None { get; } = new();

    /// <summary>Every fact that anybody wants, each once.</summary>
    public ImmutableArray<FactKind> Kinds { get; private set; } = [];

    /// <summary>Every fact that is wanted of all workers (or of all queues: <see cref="FactKind.Depth"/>).</summary>
    public ImmutableArray<FactKind> KindsOfAll { get; private set; } = [];

    /// <summary>How old this fact of any worker may be; null: it is not wanted of all.</summary>
    public TimeSpan? OfAll(FactKind kind) => _ofAll[(int)kind];

    /// <summary>How old this fact of this worker may be; null: it is not wanted by name.</summary>
    public TimeSpan? OfOne(FactKind kind, WorkerId worker) => _ofOne[(int)kind] is { } ages && ages.TryGetValue(worker, out var age) ? age : null;

    public bool Wants(FactKind kind) => _ofAll[(int)kind] is not null || _ofOne[(int)kind] is not null;

    public static Demand Merge(IEnumerable<Interest> interests)
    {
        var merged = new Demand();
        foreach (var interest in interests)
        {
            var kind = (int)interest.Fact;
            if (interest.Target is InterestTarget.OneWorker { Id: var worker })
            {
                var ages = merged._ofOne[kind] ??= [];
                ages[worker] = ages.TryGetValue(worker, out var known) && known < interest.MaxAge ? known : interest.MaxAge;
            }
            else if (!(merged._ofAll[kind] < interest.MaxAge))
            {
                merged._ofAll[kind] = interest.MaxAge;
            }
        }

        var (all, wanted) = (ImmutableArray.CreateBuilder<FactKind>(), ImmutableArray.CreateBuilder<FactKind>());
        for (var kind = FactKind.Control; (int)kind < FactKinds.Count; kind++)
        {
            if (merged.OfAll(kind) is not null)
            {
                all.Add(kind);
            }

            if (merged.Wants(kind))
            {
                wanted.Add(kind);
            }
        }

        (merged.KindsOfAll, merged.Kinds) = (all.ToImmutable(), wanted.ToImmutable());
        return merged;
    }
}
