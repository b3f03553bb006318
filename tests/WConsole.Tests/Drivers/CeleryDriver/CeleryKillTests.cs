using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using static WConsole.Tests.Drivers.CeleryDriver.CeleryWorld;

namespace WConsole.Tests.Drivers.CeleryDriver;

public sealed class CeleryKillTests
{
    private static readonly TreeProcess Main = new(77, 9000, DateTimeOffset.UnixEpoch.AddSeconds(3723), "celery worker", "the main process");
    private static readonly TreeProcess Child = new(80, 9100, null, "sh -c daemon", "has the worker's environment");

    [Fact]
    public void A_kill_lists_every_process_with_pid_start_and_command_and_every_task_run_that_is_lost()
    {
        var plan = Ready(ActionId.Kill, With(Worker(active: [Run("a", true), Run("b", false)]), new ProcessTree([Main, Child], [], ["pid 9 is doubtful"])));
        Assert.Equal(Risk.Lossy, plan.Risk);
        Assert.Equal("KILL to 2 processes, pid by pid", plan.Route.Text);
        Assert.Equal(["pid 77, started 01:02:03Z: celery worker (the main process)", "pid 80, started ?: sh -c daemon (has the worker's environment)", "pid 9 is doubtful"], plan.Notes.Take(3));
        Assert.Equal([Fate.Lost, Fate.Redelivered], plan.Losses.Select(l => l.Fate));
    }

    [Fact]
    public void Even_an_idle_worker_is_killed_only_as_lossy() =>
        Assert.Equal(Risk.Lossy, Ready(ActionId.Kill, With(Worker(), new ProcessTree([Main], [], []))).Risk);

    [Fact]
    public void Without_its_tree_or_with_anothers_nothing_is_killed()
    {
        Assert.Contains("not looked at", Refused(ActionId.Kill, Worker()), StringComparison.Ordinal);
        Refused(ActionId.Kill, With(Worker(), new ProcessTree([Main with { StartTicks = 1 }], [], [])));
        Refused(ActionId.Kill, With(Worker(process: new ProcessSight.Unproven("no proof")), new ProcessTree([Main], [], [])));
    }

    [Fact]
    public void Leftovers_of_an_ended_main_are_offered_and_a_living_worker_is_left_alone_by_their_own_action()
    {
        var gone = With(Worker(process: new ProcessSight.Gone(77, 9000)), new ProcessTree([], [Child], []));
        Assert.True(Assert.IsType<RouteStep.EndTree>(Assert.Single(Ready(ActionId.Kill, gone).Route.Steps)).OnlyLeftovers);
        var alive = With(Worker(), new ProcessTree([Main], [Child], []));
        var step = Assert.IsType<RouteStep.EndTree>(Assert.Single(Ready(ActionId.KillLeftovers, alive).Route.Steps));
        Assert.Equal([80], step.Processes.Select(p => p.Pid));
        Assert.Equal([77, 80], Assert.IsType<RouteStep.EndTree>(Assert.Single(Ready(ActionId.Kill, alive).Route.Steps)).Processes.Select(p => p.Pid));
        Assert.Contains("nothing", Refused(ActionId.KillLeftovers, With(Worker(), new ProcessTree([Main], [], []))), StringComparison.Ordinal);
        Assert.Contains("nothing of its tree", Refused(ActionId.Kill, With(Worker(process: new ProcessSight.Gone(77, 9000)), ProcessTree.Nothing)), StringComparison.Ordinal);
    }

    private static Worker With(Worker worker, ProcessTree tree) => worker with { Facts = worker.Facts with { Tree = Fact<ProcessTree>.Of(tree, TimeSpan.FromSeconds(100)) } };
}
