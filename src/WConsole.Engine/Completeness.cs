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
    /// <param name="ended">Whether a source's round for a fact ended, and its answers are all in the snapshot.</param>
    public static Picture Of(
        FleetSnapshot snapshot, IReadOnlyList<SourceSlot> sources, IEnumerable<Interest> interests, Func<SourceId, FactKind, bool> ended)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var demand = Demand.Merge(interests);
        var settled = true;
        foreach (var slot in sources)
        {
            var source = snapshot.Source(slot.Id);
            if (source?.Phase is SourcePhase.Connected)
            {
                if (source.Capped > 0)
                {
                    problems.Add($"{source.Address}: {source.Capped} workers more than are kept were seen; what is shown is not all");
                }

                foreach (var kind in demand.KindsOfAll)
                {
                    settled &= !Answers(slot, kind) || ended(slot.Id, kind);
                }
            }
            else if (source?.Why is { } why)
            {
                problems.Add(why);
            }
            else
            {
                settled &= source is null && slot.Source.MayBeAbsent;
            }
        }

        foreach (var state in snapshot.Workers.Items)
        {
            var worker = state.Worker;
            if (worker.IsOnlyKept || snapshot.Source(worker.Source)?.Phase != SourcePhase.Connected)
            {
                continue;
            }

            foreach (var kind in demand.Kinds)
            {
                if (kind != FactKind.Depth && Wanted(demand, kind, worker.Id) is { } age && Answers(sources.FirstOrDefault(s => s.Id == worker.Source), kind))
                {
                    settled &= FactStates.Of(worker, kind).IsSettled(snapshot.At, age);
                }
            }
        }

        return new Picture(settled, problems.ToImmutable());
    }

    // Whether it can be asked for that at all.
    private static bool Answers(SourceSlot? source, FactKind kind) => source?.Facts?.Answers(kind) == true;

    private static TimeSpan? Wanted(Demand demand, FactKind kind, WorkerId worker)
    {
        var (one, all) = (demand.OfOne(kind, worker), demand.OfAll(kind));
        return one < all || all is null ? one : all;
    }
}
