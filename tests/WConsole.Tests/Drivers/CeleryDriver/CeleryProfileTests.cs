using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using static WConsole.Tests.Drivers.CeleryDriver.CeleryWorld;

namespace WConsole.Tests.Drivers.CeleryDriver;

public sealed class CeleryProfileTests
{
    [Theory]
    [InlineData("prefork")]
    [InlineData("threads")]
    [InlineData("gevent")]
    [InlineData("solo")]
    public void A_warm_stop_goes_over_remote_control_when_that_answers(string pool)
    {
        var plan = Ready(ActionId.WarmStop, Worker(pool));
        Assert.Equal("remote control: shutdown", plan.Route.Text);
        Assert.Equal((Risk.Reversible, (ActionId?)ActionId.ColdStop, TimeSpan.FromSeconds(30)), (plan.Risk, plan.NextStep, plan.Deadline));
    }

    [Fact]
    public void A_worker_that_no_longer_listens_is_stopped_by_TERM()
    {
        var plan = Ready(ActionId.WarmStop, Worker(signs: Silent));
        Assert.Equal("signal TERM to pid 77", plan.Route.Text);
        Assert.Contains("catatonic", plan.Route.Reason, StringComparison.Ordinal);
        Assert.Equal(Risk.Reversible, plan.Risk);
    }

    [Fact]
    public void Without_remote_control_and_without_its_host_there_is_no_warm_stop()
    {
        var text = Refused(ActionId.WarmStop, Worker(signs: Silent, process: new ProcessSight.Elsewhere("it says it runs on web1, this is ops")));
        Assert.Contains("no longer listens", text, StringComparison.Ordinal);
        Assert.Contains("no host route: it says it runs on web1", text, StringComparison.Ordinal);
        Assert.Contains("run wconsole on web1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TERM_aborts_the_task_of_an_old_solo_worker_so_it_is_lossy()
    {
        var mute = Silent with { Subscribed = Light.No };
        var plan = Ready(ActionId.WarmStop, Worker("solo", active: [Run("a", true)], signs: mute));
        Assert.Equal(Risk.Lossy, plan.Risk);
        Assert.Equal(Fate.Lost, Assert.Single(plan.Losses).Fate);
        Assert.Equal(Risk.Reversible, Ready(ActionId.WarmStop, Worker("solo", version: "5.7.0", active: [Run("a", true)], signs: mute)).Risk);
        Assert.Equal(Risk.Reversible, Ready(ActionId.WarmStop, Worker("solo", signs: mute)).Risk);
    }

    [Fact]
    public void A_busy_solo_worker_is_still_told_over_remote_control()
    {
        var plan = Ready(ActionId.WarmStop, Worker("solo", active: [Run("a", true)], signs: Answering with { SilentPings = 3 }));
        Assert.Equal("remote control: shutdown", plan.Route.Text);
        Assert.Contains(plan.Notes, n => n.Contains("only when its task has ended", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5.2.6", "abort")]
    [InlineData("5.7.0", "draining already")]
    public void A_second_warm_stop_while_draining_is_refused(string version, string why) =>
        Assert.Contains(why, Refused(ActionId.WarmStop, Worker(version: version, signs: Draining)), StringComparison.Ordinal);

    [Fact]
    public void A_cold_stop_of_prefork_is_QUIT_and_says_what_becomes_of_each_task()
    {
        var plan = Ready(ActionId.ColdStop, Worker(active: [Run("a", true), Run("b", false), Run("c", null)], reserved: [Run("d", false)]));
        Assert.Equal("signal QUIT to pid 77", plan.Route.Text);
        Assert.Equal([Fate.Lost, Fate.Redelivered, Fate.Unknown], plan.Losses.Select(l => l.Fate));
        Assert.Equal(Risk.Lossy, plan.Risk);
        Assert.Contains("1 prefetched go back to the queue", plan.Notes);
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("solo")]
    [InlineData("gevent")]
    [InlineData("eventlet")]
    [InlineData(null)]
    public void A_cold_stop_of_any_other_pool_is_TERM_then_KILL_and_never_QUIT(string? pool) =>
        Assert.Equal(
            "signal TERM to pid 77, wait up to 5 s for it to end, signal KILL to pid 77",
            Ready(ActionId.ColdStop, Worker(pool)).Route.Text);

    [Fact]
    public void A_cold_stop_is_reversible_only_when_it_is_known_that_nothing_runs()
    {
        Assert.Equal(Risk.Reversible, Ready(ActionId.ColdStop, Worker()).Risk);
        Assert.Equal(Risk.Lossy, Ready(ActionId.ColdStop, Worker(knowsActive: false)).Risk);
        Assert.Equal(Risk.Lossy, Ready(ActionId.ColdStop, Worker("threads", active: [Run("a", false)])).Risk);
    }

    [Fact]
    public void A_cold_stop_needs_the_process()
    {
        Assert.Contains("no host route", Refused(ActionId.ColdStop, Worker(process: new ProcessSight.Unproven("no process 77 here"))), StringComparison.Ordinal);
        Assert.Contains("has ended", Refused(ActionId.ColdStop, Worker(process: new ProcessSight.Gone(77, 9000))), StringComparison.Ordinal);
    }

    [Fact]
    public void Hup_is_offered_only_where_it_is_known_to_come_back()
    {
        Assert.Equal("signal HUP to pid 77", Ready(ActionId.HupRestart, Worker()).Route.Text);
        Assert.Contains("terminal", Refused(ActionId.HupRestart, Worker(process: Ours with { StdoutIsTerminal = true })), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(ActionId.HupRestart, Worker(process: Ours with { StdoutIsTerminal = null })), StringComparison.Ordinal);
        Assert.Contains("python -m", Refused(ActionId.HupRestart, Worker(process: Ours with { CommandLine = ["python", "-m", "celery", "worker"] })), StringComparison.Ordinal);
        Assert.Contains("draining", Refused(ActionId.HupRestart, Worker(signs: Draining)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_is_offered_only_where_it_can_be_read()
    {
        Assert.Equal("signal USR1 to pid 77, read what it appends to /var/log/w1", Ready(ActionId.Traceback, Worker()).Route.Text);
        Assert.Contains("a pipe", Refused(ActionId.Traceback, Worker(process: Ours with { StderrPath = null, StderrKind = "a pipe" })), StringComparison.Ordinal);
        Assert.Contains("gevent", Refused(ActionId.Traceback, Worker("gevent")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("threads", 4, 1, "cannot be resized")]
    [InlineData("solo", 1, 1, "cannot be resized")]
    [InlineData("prefork", 4, 4, "at least 1 must stay")]
    [InlineData("prefork", 4, 3, "only 2 of its 4 slots idle")]
    [InlineData("prefork", null, 1, "size of its pool is not known")]
    public void A_shrink_that_would_do_harm_is_refused(string pool, int? size, int amount, string why) =>
        Assert.Contains(why, Refused(ActionId.PoolShrink, Worker(pool, size: size, active: [Run("a", true), Run("b", true)]), amount), StringComparison.Ordinal);

    [Fact]
    public void A_pool_is_resized_over_remote_control_unless_it_scales_by_itself()
    {
        Assert.Equal("remote control: pool_grow 2", Ready(ActionId.PoolGrow, Worker(), 2).Route.Text);
        Assert.Equal("remote control: pool_shrink 1", Ready(ActionId.PoolShrink, Worker("gevent"), 1).Route.Text);
        Assert.Contains("autoscale", Refused(ActionId.PoolGrow, Worker(autoscale: new AutoscaleRange(1, 4, 2)), 1), StringComparison.Ordinal);
        Assert.Contains("no longer listens", Refused(ActionId.PoolGrow, Worker(signs: Silent), 1), StringComparison.Ordinal);
        Assert.Contains("what it runs is not known", Refused(ActionId.PoolShrink, Worker(knowsActive: false), 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_under_one_name_are_said_before_anything_is_sent()
    {
        var twins = Worker() with { Instances = [new Instance(77, default, default), new Instance(78, default, default)] };
        foreach (var action in new[] { ActionId.WarmStop, ActionId.ColdStop, ActionId.HupRestart })
        {
            Assert.Contains(Ready(action, twins).Notes, n => n.StartsWith("two processes", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_pool_is_renewed_where_it_has_processes_and_the_worker_answers()
    {
        Assert.Equal("remote control: pool_restart", Ready(ActionId.PoolRestart, Worker()).Route.Text);
        Assert.Contains("no processes to renew", Refused(ActionId.PoolRestart, Worker("threads")), StringComparison.Ordinal);
        Assert.Contains("no longer listens", Refused(ActionId.PoolRestart, Worker(signs: Silent)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_the_table_has_an_answer()
    {
        foreach (var action in ActionTable.All)
        {
            Assert.False(Plan(action.Id, Worker(), 1) is ActionPlan.Refused { Why: var why } && why.Contains("know no", StringComparison.Ordinal), action.Id.Value);
        }
    }
}
