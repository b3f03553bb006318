using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Fleet.Actions;

public sealed class EffectsTests
{
    private const string W = "w1@web1";

    [Fact]
    public void A_stop_is_done_when_the_process_is_gone_and_not_before()
    {
        var feed = Up().Process(W, FleetFeed.Ours());
        var run = Run(feed, ActionId.WarmStop);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(1).Goodbye(W, active: 1);
        Assert.Contains("draining", Assert.IsType<ActionEffect.Pending>(Judge(feed, run)).Progress, StringComparison.Ordinal);
        feed.Wait(10).Process(W, new ProcessSight.Gone(100, 5));
        Assert.True(Assert.IsType<ActionEffect.Seen>(Judge(feed, run)).Proven);
    }

    [Fact]
    public void Without_the_host_a_stop_is_only_inferred_from_a_goodbye_with_nothing_running()
    {
        var feed = Up();
        var run = Run(feed, ActionId.WarmStop);
        feed.Wait(1).Goodbye(W);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(2);
        Assert.False(Assert.IsType<ActionEffect.Seen>(Judge(feed, run)).Proven);
    }

    [Fact]
    public void A_goodbye_from_before_the_asking_proves_nothing()
    {
        var feed = Up().Goodbye(W).Wait(1);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, Run(feed, ActionId.WarmStop)));
    }

    [Fact]
    public void A_restart_in_place_is_done_by_a_fresh_uptime_or_by_going_and_coming_back()
    {
        var feed = Up().Process(W, FleetFeed.Ours());
        var run = Run(feed, ActionId.HupRestart);
        feed.Wait(1).Goodbye(W);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(2).Online(W);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(1).Pong(W);
        Assert.IsType<ActionEffect.Seen>(Judge(feed, run));

        var fast = Up();
        var again = Run(fast, ActionId.HupRestart);
        fast.Wait(4).Stats(W, uptime: 2);
        Assert.True(Assert.IsType<ActionEffect.Seen>(Judge(fast, again)).Proven);
    }

    [Fact]
    public void The_uptime_of_a_worker_that_was_young_when_asked_is_no_restart()
    {
        var feed = Up().Stats(W, uptime: 1);
        var run = Run(feed, ActionId.HupRestart);
        feed.Wait(1).Stats(W, uptime: 2);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(3).Stats(W, uptime: 1);
        Assert.IsType<ActionEffect.Seen>(Judge(feed, run));
    }

    [Fact]
    public void A_restart_whose_process_ends_for_good_has_failed()
    {
        var feed = Up().Process(W, FleetFeed.Ours());
        var run = Run(feed, ActionId.HupRestart);
        feed.Wait(3).Process(W, new ProcessSight.Gone(100, 5));
        Assert.Contains("did not come back", Assert.IsType<ActionEffect.Failed>(Judge(feed, run)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restart_that_starts_it_again_itself_waits_for_the_new_process()
    {
        StepReport step = new(true, "done");
        var feed = Up().Process(W, FleetFeed.Ours());
        var run = Run(feed, ActionId.Restart);
        feed.Wait(3);
        Assert.Equal("asked; still up", Assert.IsType<ActionEffect.Pending>(Judge(feed, run, step, step)).Progress);
        feed.Process(W, new ProcessSight.Gone(100, 5));
        Assert.Equal("pid 100 has ended; waiting until it answers again", Assert.IsType<ActionEffect.Pending>(Judge(feed, run, step, step, step, step)).Progress);
        feed.Wait(2).Online(W).Wait(1).Pong(W).Process(W, FleetFeed.Ours() with { Pid = 101 });
        Assert.StartsWith("restarted as pid", Assert.IsType<ActionEffect.Seen>(Judge(feed, run, step, step, step, step)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_has_grown_when_its_new_size_was_seen_after_the_asking()
    {
        var feed = Up().Stats(W, size: 2);
        var run = Run(feed, ActionId.PoolGrow, 2);
        feed.Wait(1).Stats(W, size: 3);
        Assert.Equal("3 of 4 slots", Assert.IsType<ActionEffect.Pending>(Judge(feed, run)).Progress);
        feed.Wait(1).Stats(W, size: 4);
        Assert.Equal("2 → 4 slots", Assert.IsType<ActionEffect.Seen>(Judge(feed, run)).Text);
    }

    [Fact]
    public void A_pool_is_renewed_when_none_of_its_processes_was_there_before()
    {
        var feed = Up().Stats(W, size: 2);
        var run = Run(feed, ActionId.PoolRestart);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(1).Answer(W, Children(201, 102));
        Assert.Equal("1 of 2 not renewed yet: pid 102", Assert.IsType<ActionEffect.Pending>(Judge(feed, run)).Progress);
        feed.Wait(1).Answer(W, Children(201, 202));
        Assert.StartsWith("2 new processes", Assert.IsType<ActionEffect.Seen>(Judge(feed, run)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_table_has_its_own_id_key_and_verb()
    {
        Assert.Equal(ActionTable.All.Length, ActionTable.All.Select(a => a.Id).Distinct().Count());
        Assert.Equal(ActionTable.All.Length, ActionTable.All.Select(a => a.Key).Distinct().Count());
        Assert.Equal(ActionTable.All.Length, ActionTable.All.Select(a => a.Verb).Distinct().Count());

        // Nothing that can cost task runs sits on a bare lower-case letter, but the warm stop, which costs none.
        Assert.DoesNotContain(ActionTable.All, a => a.Id == ActionId.ColdStop && char.IsAsciiLetterLower(a.Key[0]));
    }

    [Fact]
    public void A_kill_is_done_only_when_a_later_look_finds_nothing_of_the_tree()
    {
        var (main, child, more) = (Tree(100), Tree(104), Tree(105));
        var feed = Up().Process(W, FleetFeed.Ours()).Answer(W, new FactAnswer.Tree(new ProcessTree([main, child], [], [])));
        var run = Run(feed, ActionId.Kill);
        Assert.IsType<ActionEffect.Pending>(Judge(feed, run));
        feed.Wait(1).Answer(W, new FactAnswer.Tree(new ProcessTree([], [child, more], [])));
        Assert.Contains("pid 104, pid 105", Assert.IsType<ActionEffect.Pending>(Judge(feed, run)).Progress, StringComparison.Ordinal);

        // Its keeper has started it again: the new one is none of it.
        feed.Wait(1).Answer(W, new FactAnswer.Tree(new ProcessTree([Tree(100, 9)], [], [])));
        Assert.True(Assert.IsType<ActionEffect.Seen>(Judge(feed, run)).Proven);
    }

    [Fact]
    public void A_signal_is_done_when_it_is_known_what_became_of_the_process()
    {
        var feed = Up().Process(W, FleetFeed.Ours());
        var run = Run(feed, ActionId.Signal);
        ActionEffect Told() => ActionTable.Get(ActionId.Signal).Effect(new EffectInput(run, feed.Worker(W).Worker, [new StepReport(true, "USR2 sent to pid 100")], feed.Now));
        Assert.IsType<ActionEffect.Pending>(Told());
        feed.Wait(3);
        Assert.IsType<ActionEffect.Pending>(Told());
        feed.Process(W, FleetFeed.Ours());
        Assert.Contains("lives on", Assert.IsType<ActionEffect.Seen>(Told()).Text, StringComparison.Ordinal);
        feed.Process(W, new ProcessSight.Gone(100, 5));
        Assert.Contains("is gone", Assert.IsType<ActionEffect.Seen>(Told()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_outlived_its_main_process_is_an_alarm_until_it_ends()
    {
        var feed = Up().Answer(W, new FactAnswer.Tree(new ProcessTree([], [Tree(104)], [])));
        Assert.Contains("1 process of it outlived its main process (pids 104)", Assert.Single(feed.Worker(W).Alarms), StringComparison.Ordinal);
        feed.Answer(W, new FactAnswer.Tree(ProcessTree.Nothing));
        Assert.Empty(feed.Worker(W).Alarms);
    }

    private static FactAnswer.Stats Children(params ReadOnlySpan<int> pids) => new(FleetFeed.StatsOf() with { Pool = new Pool("prefork", pids.Length, [.. pids], [], null) });

    private static TreeProcess Tree(int pid, long start = 5) => new(pid, start, null, "x", "y");

    private static FleetFeed Up() => new FleetFeed().Online(W).Pong(W).Beat(W).Wait(5).Beat(W);

    private static ActionRun Run(FleetFeed feed, ActionId action, int? amount = null)
    {
        var worker = feed.Worker(W).Worker;
        return new ActionRun(
            "1", new FleetAction(action, [worker.Id], amount, null, null, "test"), worker.Id, worker, ActionPhase.Watching, "", Risk.Reversible, feed.Now, feed.Now + TimeSpan.FromSeconds(30), "");
    }

    private static ActionEffect Judge(FleetFeed feed, ActionRun run, params StepReport[] steps)
    {
        WorkerState? now = feed.Snapshot().Workers.Find(run.Target);
        return ActionTable.Get(run.Action.Action).Effect(new EffectInput(run, now?.Worker, steps, feed.Now));
    }
}
