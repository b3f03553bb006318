using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Ending every process of a worker, and what outlived one (process-managers §5, celery-redis §5).</summary>
internal static class CeleryKill
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static ImmutableArray<RouteOffer> Offers(CeleryTraits worker)
    {
        if (worker.Ours is { } ours)
        {
            return worker.Tree is not { } tree || !tree.Processes.Any(p => p.Pid == ours.Pid && p.StartTicks == ours.StartTicks)
                ? [new RouteOffer.Unfit(worker.WhyNoTree, "try again")]
                : [Fits(tree.Processes.AddRange(tree.Leftovers), onlyLeftovers: false, "found by parents, sessions and inherited environment; identity is checked before each signal")];
        }

        if (worker.IsGone && worker.Tree is { Leftovers.IsEmpty: false } left)
        {
            return [Fits(left.Leftovers, onlyLeftovers: true, "its main process has ended; these outlived it")];
        }

        var (why, remedy) = worker.NoSignal!.Value;
        return [new RouteOffer.Unfit(worker.IsGone ? $"{why}, and nothing of its tree is known to be left" : why, remedy)];
    }

    public static ImmutableArray<RouteOffer> Leftovers(CeleryTraits worker) => worker.Tree switch
    {
        { Leftovers: { IsEmpty: false } left } => [Fits(left, onlyLeftovers: true, "their main process has ended; identity is checked before each signal")],
        { } => [new RouteOffer.Unfit("nothing of an earlier main process of it is known to be left", "")],
        null => [new RouteOffer.Unfit(worker.NoSignal?.Why ?? worker.WhyNoTree, worker.NoSignal?.Remedy ?? "try again")],
    };

    public static Assessment Assess(CeleryTraits worker, bool onlyLeftovers)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var tree = worker.Tree ?? ProcessTree.Nothing;
        var live = !onlyLeftovers && worker.Ours is not null;
        notes.AddRange((live ? tree.Processes.AddRange(tree.Leftovers) : tree.Leftovers).Select(p => p.Text));
        notes.AddRange(tree.Doubts);
        if (!live)
        {
            return new Assessment(Risk.Lossy, [], notes.ToImmutable(), Deadline, null);
        }

        if (worker.Running is null)
        {
            notes.Add(worker.LastRunning.IsEmpty ? "what it runs is not known" : "what it runs is not known now; the list is its last word");
        }

        notes.Add(worker.Prefetched switch
        {
            null => "what it has prefetched is not known",
            0 => "it has prefetched nothing",
            var n => $"{n} prefetched come back only when the visibility timeout has passed (1 h by default)",
        });
        if (worker.IsDouble)
        {
            notes.Add("two processes answer under this name: only the one seen here is killed");
        }

        if (!worker.IsKept)
        {
            notes.Add("if a keeper runs it, the keeper starts it again");
        }

        var losses = worker.Running is { IsEmpty: true } ? [] : worker.LastRunning.Select(run => new Loss(run, CeleryStops.FateOf(run), Why(run))).ToImmutableArray();
        return new Assessment(Risk.Lossy, losses, notes.ToImmutable(), Deadline, null);
    }

    private static string Why(TaskRun run) => run.Acknowledged switch
    {
        null => "it did not say whether its message is acknowledged",
        true => "acknowledged when it started: nobody runs it again",
        false => "acknowledged late: runs again when the visibility timeout has passed (1 h by default)",
    };

    private static RouteOffer.Fits Fits(ImmutableArray<TreeProcess> processes, bool onlyLeftovers, string reason) =>
        new(new Route([new RouteStep.EndTree(processes, onlyLeftovers)], reason));
}
