using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>What a source is to be asked now, and when to look again. Pure over what was asked before.</summary>
internal static class AskPlanner
{
    // Workers come back one after the other when a broker returns (back-off 2, 4, 6 s), and some never do (celery-redis §8.5).
    private static readonly TimeSpan PingAfterReconnect = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(1);

    // A worker that a round missed (it came up in between) is asked by name, but not in a tight loop.
    private static readonly TimeSpan MissedEvery = TimeSpan.FromSeconds(1);

    /// <param name="answers">Which facts the source can be asked.</param>
    /// <param name="workers">The workers of this source.</param>
    /// <returns>The questions, and the next moment at which one falls due; null when only news can bring one.</returns>
    public static (ImmutableArray<Ask> Asks, TimeSpan? Next) Plan(
        Demand demand, Func<FactKind, bool> answers, IReadOnlyList<Worker> workers, AskMemory memory, TimeSpan now)
    {
        var asks = ImmutableArray.CreateBuilder<Ask>();
        TimeSpan? next = null;
        var pinging = memory.IsReconnect && now - memory.ConnectedAt < PingAfterReconnect;
        foreach (var kind in pinging && !demand.Wants(FactKind.Control) ? demand.Kinds.Add(FactKind.Control) : demand.Kinds)
        {
            if (!answers(kind))
            {
                continue;
            }

            var age = demand.OfAll(kind);
            age = pinging && kind == FactKind.Control && !(age < PingEvery) ? PingEvery : age;
            TimeSpan? byName = null;
            if (age is { } all && !memory.IsOpen(kind))
            {
                var due = memory.LastAll(kind) + all ?? now;
                if (due > now)
                {
                    next = Earlier(next, due);
                }
                else if (memory.LastAll(kind) is not null && BeatsSpeakForMost(kind, workers, now))
                {
                    byName = all;
                }
                else
                {
                    asks.Add(new Ask(kind, null));
                    continue;
                }
            }

            if (kind == FactKind.Depth)
            {
                continue;
            }

            var named = ImmutableArray.CreateBuilder<WorkerId>();
            foreach (var worker in workers)
            {
                if (DueOf(demand, kind, age is not null, byName, worker, memory, now) is not { } due)
                {
                    continue;
                }

                if (due <= now)
                {
                    named.Add(worker.Id);
                }
                else
                {
                    next = Earlier(next, due);
                }
            }

            if (named.Count > 0)
            {
                asks.Add(new Ask(kind, named.ToImmutable()));
            }
        }

        return (asks.ToImmutable(), next);
    }

    private static bool BeatsSpeakForMost(FactKind kind, IReadOnlyList<Worker> workers, TimeSpan now)
    {
        var proven = 0;
        foreach (var worker in workers)
        {
            proven += BeatProof.HoldsUntil(kind, worker, now) is null ? 0 : 1;
        }

        return proven * 2 > workers.Count;
    }

    /// <summary>When this worker is to be asked by name; null when it need not be.</summary>
    /// <param name="byName">The age that a round is due for, in place of which only those are asked for whom no beats speak.</param>
    private static TimeSpan? DueOf(Demand demand, FactKind kind, bool wantedOfAll, TimeSpan? byName, Worker worker, AskMemory memory, TimeSpan now)
    {
        var age = demand.OfOne(kind, worker.Id);
        if (byName is { } wide)
        {
            if (BeatProof.HoldsUntil(kind, worker, now) is not { } until)
            {
                age = age < wide ? age : wide;
            }
            else if (age is null)
            {
                return until;
            }
        }

        var isOpen = FactStates.Of(worker, kind).IsOpen;
        if (wantedOfAll && isOpen && !(age < MissedEvery))
        {
            age = MissedEvery;
        }

        if (age is not { } every || memory.IsOpen(kind, worker.Id))
        {
            return null;
        }

        // A round that began before the worker was known does not count for it, unless it was answered all the same.
        var round = memory.LastAll(kind);
        var last = Later(isOpen && worker.Signs.FirstSeen > round ? null : round, memory.LastOne(kind, worker.Id));
        return last + every ?? now;
    }

    private static TimeSpan Earlier(TimeSpan? a, TimeSpan b) => a < b ? a.Value : b;

    private static TimeSpan? Later(TimeSpan? a, TimeSpan? b) => a is null || b > a ? b : a;
}
