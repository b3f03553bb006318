using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>
/// Judges whether a batch picture is complete. A worker that stays silent is an item with control = no, not an omission;
/// a source that cannot be reached is a problem. Pure.
/// </summary>
internal static class Completeness
{
    /// <param name="answers">Whether a source can be asked a fact at all.</param>
    /// <param name="rounds">Rounds whose answers are all in the snapshot.</param>
    public static Picture Of(
        FleetSnapshot snapshot, IReadOnlyList<SourceId> sources, IEnumerable<Interest> interests, Func<SourceId, FactKind, bool> answers,
        IReadOnlySet<(SourceId, FactKind)> rounds)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var demand = Demand.Merge(interests);
        var settled = true;
        foreach (var id in sources)
        {
            var source = snapshot.Source(id);
            if (source?.Phase is SourcePhase.Connected)
            {
                settled &= demand.OfAll.Keys.All(kind => !answers(id, kind) || rounds.Contains((id, kind)));
            }
            else if (source?.Why is { } why)
            {
                problems.Add(why);
            }
            else
            {
                settled = false;
            }
        }

        foreach (var worker in snapshot.Workers.Items.Select(w => w.Worker).Where(w => !w.IsOnlyKept && snapshot.Source(w.Source)?.Phase == SourcePhase.Connected))
        {
            foreach (var kind in demand.Kinds.Where(k => k != FactKind.Depth))
            {
                if (Wanted(demand, kind, worker.Id) is { } age && answers(worker.Source, kind))
                {
                    settled &= FactStates.Of(worker, kind).IsSettled(snapshot.At, age);
                }
            }
        }

        return new Picture(settled, problems.ToImmutable());
    }

    private static TimeSpan? Wanted(Demand demand, FactKind kind, WorkerId worker)
    {
        TimeSpan? one = demand.OfOne.TryGetValue((kind, worker), out var named) ? named : null;
        TimeSpan? all = demand.OfAll.TryGetValue(kind, out var everyone) ? everyone : null;
        return one < all || all is null ? one : all;
    }
}
