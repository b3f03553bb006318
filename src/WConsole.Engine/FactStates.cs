using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>How well one fact of a worker is known, whatever its type. Pure.</summary>
internal readonly record struct FactStates(FactState State, TimeSpan At, TimeSpan AskedAt = default)
{
    /// <summary>True when nothing usable is known and nobody said that it cannot be.</summary>
    public bool IsOpen => State is FactState.NeverAsked or FactState.Asked or FactState.Stale;

    public static FactStates Of(Worker worker, FactKind kind)
    {
        var facts = worker.Facts;
        return kind switch
        {
            FactKind.Control => OfControl(worker.Signs),
            FactKind.Stats => Of(facts.Stats),
            FactKind.Active => Of(facts.Active),
            FactKind.Reserved => Of(facts.Reserved),
            FactKind.Scheduled => Of(facts.Scheduled),
            FactKind.Revoked => Of(facts.Revoked),
            FactKind.Registered => Of(facts.Registered),
            FactKind.Queues => Of(facts.Queues),
            FactKind.Conf => Of(facts.Conf),
            FactKind.Report => Of(facts.Report),
            FactKind.Clock => Of(facts.Clock),
            FactKind.Process => Of(facts.Process),
            FactKind.Tree => Of(facts.Tree),

            // Asked of queues: no worker has it.
            FactKind.Depth => new FactStates(FactState.Failed, default),
        };
    }

    /// <summary>As <see cref="Fact{T}.IsSettled"/>: answered in time, or known to be unanswerable.</summary>
    public bool IsSettled(TimeSpan now, TimeSpan maxAge) => State == FactState.Failed || (State == FactState.Fresh && now - At <= maxAge);

    // Silence is an answer too: control = no.
    private static FactStates OfControl(WorkerSigns signs) => signs switch
    {
        { SilentPings: > 0 } => new FactStates(FactState.Failed, signs.FirstSilentAt ?? default),
        { PongAt: { } at } => new FactStates(FactState.Fresh, at),
        _ => default,
    };

    private static FactStates Of<T>(Fact<T> fact) => new(fact.State, fact.At, fact.AskedAt);
}
