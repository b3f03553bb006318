using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet.Links;
using static WConsole.Tests.Fleet.Links.LinkFeed;

namespace WConsole.Tests.Fleet.Actions;

/// <summary>Which way an action on a kept worker goes, and when its keeper's way is no way.</summary>
public sealed class KeeperRoutesTests
{
    [Theory]
    [InlineData("stop", "its keeper: stop web:0")]
    [InlineData("restart", "its keeper: restart web:0")]
    [InlineData("kill", "its keeper: kill web:0")]
    [InlineData("stop-cold", "its keeper: stop web:0, signal QUIT to pid 100")]
    [InlineData("ping", "remote control: ping")]
    [InlineData("pool-grow", "remote control: pool_grow 1")]
    public void What_ends_it_goes_by_its_keeper_and_the_rest_by_its_framework(string action, string route) =>
        Assert.Equal(route, Ready(action, Worker()).Route.Text);

    [Theory]
    [InlineData("stop", "local keeps it: stopped in any other way it would be started again")]
    [InlineData("restart", "local keeps it: it is stopped warmly and started again")]
    [InlineData("kill", "local ends its whole tree, and leaves it stopped")]
    public void The_reason_is_shown(string action, string reason) => Assert.Equal(reason, Ready(action, Worker()).Route.Reason);

    [Fact]
    public void Nobody_says_that_a_keeper_may_start_it_again_where_that_is_known()
    {
        Assert.DoesNotContain(Ready("kill", Worker()).Notes, n => n.Contains("if a keeper runs it", StringComparison.Ordinal));
        Assert.Contains(Ready("signal", Worker()).Notes, n => n.Contains("local keeps it as web:0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_keeper_that_stops_it_by_a_signal_that_is_not_warm_is_refused()
    {
        var text = Refused("stop", Worker(stop: new UnitStop("QUIT", TimeSpan.FromSeconds(60), null)));
        Assert.StartsWith("local stops web:0 by QUIT, which is no warm stop of a Celery worker (TERM, INT is); write stop: { signal: TERM }", text, StringComparison.Ordinal);
        Assert.Contains("QUIT", Refused("restart", Worker(stop: new UnitStop("QUIT", TimeSpan.FromSeconds(60), null))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_keeper_that_kills_it_before_its_drain_may_end_is_refused_unless_it_is_idle()
    {
        var quick = new UnitStop("TERM", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        Assert.StartsWith("local kills web:0 10 s after it asked it to end, and what it runs may take 30 s", Refused("stop", Worker(quick, FleetFeed.Run("t1"))), StringComparison.Ordinal);
        var idle = Ready("stop", Worker(quick));
        Assert.Contains("its group says: KILL of its whole tree after 10 s", idle.Notes);
        Assert.Equal(TimeSpan.FromSeconds(60), Ready("stop", Worker(run: FleetFeed.Run("t1"))).Deadline);
    }

    [Fact]
    public void Between_two_processes_a_stop_keeps_it_from_coming_back_and_a_restart_starts_it()
    {
        var waiting = Worker(unit: Unit(UnitPhase.Waiting, pid: null));
        Assert.Equal(("its keeper: stop web:0", "local would start it again"), (Ready("stop", waiting).Route.Text, Ready("stop", waiting).Route.Reason));
        Assert.Equal("its keeper: kill web:0", Ready("kill", waiting).Route.Text);
        Assert.Equal("its keeper: restart web:0", Ready("restart", Worker(unit: Unit(UnitPhase.Down, pid: null))).Route.Text);
        Assert.Equal("local has web:0 stopped already; start it: wconsole start web:0", Refused("stop", Worker(unit: Unit(UnitPhase.Down, pid: null))));
    }

    [Fact]
    public void Without_its_keeper_a_restart_is_refused_and_a_stop_goes_by_its_framework_with_a_word()
    {
        var worker = Worker(reached: false);
        Assert.Contains("local, which keeps it as web:0, is not reached", Refused("restart", worker), StringComparison.Ordinal);
        var stop = Ready("stop", worker);
        Assert.Equal("remote control: shutdown", stop.Route.Text);
        Assert.Contains(stop.Notes, n => n.Contains("nobody starts it again before wconsole up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_warm_stop_is_done_when_its_keeper_has_it_stopped()
    {
        var before = Worker();
        Assert.IsType<ActionEffect.Pending>(Judge(ActionId.WarmStop, before, Unit(UnitPhase.Stopping, at: 10)));
        var done = Assert.IsType<ActionEffect.Seen>(Judge(ActionId.WarmStop, before, Unit(UnitPhase.Down, pid: null, at: 12)));
        Assert.Equal((true, "pid 100 is gone after 5.0 s, and local leaves it stopped"), (done.Proven, done.Text));
        Assert.IsType<ActionEffect.Seen>(Judge(ActionId.Kill, before, Unit(UnitPhase.Down, pid: null, at: 12)));
    }

    [Fact]
    public void A_restart_is_done_when_the_new_process_answers()
    {
        var before = Worker();
        Assert.IsType<ActionEffect.Pending>(Judge(ActionId.Restart, before, Unit(UnitPhase.Stopping, at: 10)));
        Assert.IsType<ActionEffect.Pending>(Judge(ActionId.Restart, before, Unit(UnitPhase.Starting, pid: null, at: 11)));
        var started = Unit(pid: 200, start: 90, at: 12);
        Assert.Equal("local started pid 200; waiting for its answer", Assert.IsType<ActionEffect.Pending>(Judge(ActionId.Restart, before, started)).Progress);
        var done = Assert.IsType<ActionEffect.Seen>(Judge(ActionId.Restart, before, started, pong: 14));
        Assert.Equal("restarted as pid 200 after 5.0 s, and it answers", done.Text);
        Assert.IsType<ActionEffect.Failed>(Judge(ActionId.Restart, before, Unit(UnitPhase.GivenUp, pid: null, at: 12)));
    }

    private static ActionEffect Judge(ActionId action, Worker before, Unit now, double pong = 1)
    {
        var run = new ActionRun(
            "r", new FleetAction(action, [before.Id], null, null, null, "t"), before.Id, before, ActionPhase.Watching, "", Risk.Reversible, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(90), "");
        var worker = before with { Kept = before.Kept! with { Unit = now }, Signs = before.Signs with { PongAt = TimeSpan.FromSeconds(pong) } };
        return ActionTable.Get(action).Effect(new EffectInput(run, worker, [new StepReport(true, "taken")], TimeSpan.FromSeconds(15)));
    }

    private static Worker Worker(UnitStop? stop = null, TaskRun? run = null, Unit? unit = null, bool reached = true)
    {
        var feed = new LinkFeed().Sees(unit ?? Unit(stop: stop)).Up();
        feed.Feed.Stats(Node).Answer(Node, new FactAnswer.Active(run is null ? [] : [run])).Answer(Node, new FactAnswer.Reserved([]));
        feed.Feed.Process(Node, unit is null ? FleetFeed.Ours(100, 5) : new ProcessSight.Gone(100, 5)).Answer(Node, new FactAnswer.Tree(ProcessTree.Nothing));
        return feed.Reach(reached).Row.Worker;
    }

    private static ActionPlan Plan(string action, Worker worker) => ActionPlanner.Plan(
        new FleetAction(new ActionId(action), [worker.Id], action == "pool-grow" ? 1 : null, null, null, "t", action == "signal" ? "TERM" : null), worker, CeleryProfile.Profile);

    private static ActionPlan.Ready Ready(string action, Worker worker) => Plan(action, worker) as ActionPlan.Ready ?? throw new Xunit.Sdk.XunitException(((ActionPlan.Refused)Plan(action, worker)).Text);

    private static string Refused(string action, Worker worker) => Assert.IsType<ActionPlan.Refused>(Plan(action, worker)).Text;
}
