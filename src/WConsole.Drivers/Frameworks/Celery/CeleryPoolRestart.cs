using System.Collections.Immutable;
using WConsole.Fleet.Actions;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Renewing the pool of a running worker (celery-redis §2.3): modules of <c>include</c> and <c>imports</c> are loaded again in the main process, which stays, and its
/// children are replaced once their task runs have ended. Only where <c>worker_pool_restarts</c> is on: elsewhere the worker itself refuses, which is then told.
/// </summary>
internal static class CeleryPoolRestart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static ImmutableArray<RouteOffer> Offers(CeleryTraits traits) => traits switch
    {
        { Pool: null } => [new RouteOffer.Unfit("its pool is not known", "ask for its stats first")],
        { Answers: false } => [new RouteOffer.Unfit(traits.WhyNoControl, "")],
        { Pool: not "prefork" and var pool } => [new RouteOffer.Unfit($"a {pool} pool has no processes to renew", "restart the worker")],
        _ => [new RouteOffer.Fits(new Route([new RouteStep.RemoteControl("pool_restart")], "it answers remote control"))],
    };

    public static Assessment Assess(CeleryTraits traits)
    {
        ImmutableArray<string> notes =
        [
            "running task runs finish first; modules of include and imports are loaded again, a task that is registered keeps its own function",
            "a process that stays idle all the while may be left until its next task run: then the outcome names it",
            .. traits.IsDouble ? ["two processes answer under this name: both renew their pool"] : ImmutableArray<string>.Empty,
        ];
        return new Assessment(Risk.Reversible, [], notes, Deadline, ActionId.HupRestart);
    }
}
