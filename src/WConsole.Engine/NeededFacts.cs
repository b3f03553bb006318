using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>Gets the facts that an action needs before it can be planned: asks for them and waits a little.</summary>
internal sealed class NeededFacts(SourceSet sources, InterestBoard board, FleetWriter writer, EngineClock clock)
{
    // How often a question is repeated while another target is still waited for; the first one goes out within this time.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns once every needed fact was answered after this call or is known to be unanswerable, at the latest after 2 s: planning then says what is
    /// missing. An answer from before would not name the task that began since, and so hide what a cold stop loses.
    /// </summary>
    public async Task SettleAsync(FleetAction action, ImmutableArray<WorkerId> targets, CancellationToken cancellationToken)
    {
        var needs = ActionTable.Find(action.Action)?.Needs ?? [];
        if (needs.IsEmpty)
        {
            return;
        }

        var since = clock.Now;
        using var lease = board.Declare($"plan {action.Action}", [.. targets.SelectMany(t => needs.Select(need => Interest.InOne(t, need, Again)))]);
        await SnapshotWait.UntilAsync(writer, clock, s => targets.All(t => needs.All(need => IsSettled(s, t, need, since))), Patience, cancellationToken);
    }

    private bool IsSettled(FleetSnapshot snapshot, WorkerId target, FactKind need, TimeSpan since)
    {
        if (snapshot.Workers.Find(target)?.Worker is not { IsOnlyKept: false } worker || sources.Of(worker) is not { } source)
        {
            return true;
        }

        if (source.Why is not null || source.Facts?.Answers(need) != true)
        {
            return true;
        }

        var fact = FactStates.Of(worker, need);
        return fact.State switch
        {
            FactState.Fresh => fact.At >= since,
            FactState.Failed => fact.AskedAt >= since,
            _ => false,
        };
    }
}
