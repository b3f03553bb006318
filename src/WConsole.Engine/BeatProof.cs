using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>
/// What a worker's heartbeats prove of a fact that was answered before: it is not asked for again so soon then, and a fleet at rest is left in peace. Only
/// for what is wanted of all workers: whoever acts on one asks it anew. Pure.
/// </summary>
internal static class BeatProof
{
    // Whoever beats has a process; no beats, and it is looked at.
    private static readonly TimeSpan ProcessHolds = TimeSpan.FromSeconds(15);

    // Nothing runs and nothing was started: what can change then, somebody changed by hand.
    private static readonly TimeSpan AtRestHolds = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan UsualBeat = TimeSpan.FromSeconds(2);

    /// <summary>Until when the fact needs not be asked for, unless a beat comes before; null when the beats prove nothing of it.</summary>
    public static TimeSpan? HoldsUntil(FactKind kind, Worker worker, TimeSpan now)
    {
        var (fact, signs) = (FactStates.Of(worker, kind), worker.Signs);
        var missed = signs.LastBeat + 2.5 * (signs.BeatEvery ?? UsualBeat);
        if (fact.State != FactState.Fresh || signs.OfflineAt is not null || signs.OnlineAt > fact.At || missed is not { } silent || silent <= now)
        {
            return null;
        }

        TimeSpan? holds = kind switch
        {
            FactKind.Process when worker.Facts.Process.Value is not ProcessSight.Gone => fact.At + ProcessHolds,
            FactKind.Active when IsAtRest(signs, fact.At) && worker.Facts.Active.Value is [] => fact.At + AtRestHolds,
            FactKind.Stats or FactKind.Queues when IsAtRest(signs, fact.At) => fact.At + AtRestHolds,
            _ => null,
        };
        return holds is { } until && until > now ? until < silent ? until : silent : null;
    }

    private static bool IsAtRest(WorkerSigns signs, TimeSpan since) => signs.ActiveCount == 0 && !(signs.ProcessedGrewAt > since);
}
