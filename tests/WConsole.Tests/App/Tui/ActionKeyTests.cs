using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>From an action's key to its outcome.</summary>
public sealed class ActionKeyTests
{
    private static readonly WorkerId W1 = FleetFeed.Id("w1@web1");

    private static FleetFeed Two()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, pid) in new[] { ("w1@web1", 100), ("w2@web1", 200) })
        {
            feed.Online(name, pid).Pong(name).Stats(name, pid);
        }

        return feed.Wait(1);
    }

    [Theory]
    [InlineData("w", "stop")]
    [InlineData("X", "stop-cold")]
    [InlineData("H", "restart-hup")]
    [InlineData("r", "restart")]
    [InlineData("t", "traceback")]
    [InlineData("P", "ping")]
    [InlineData("+", "pool-grow")]
    [InlineData("-", "pool-shrink")]
    public void Every_action_key_asks_what_it_would_do_before_anything(string key, string action)
    {
        var driver = new ScreenDriver(Two()).Press(key);
        Assert.Equal(new ActionId(action), driver.Prepared.Action);
        Assert.Equal([W1], driver.Prepared.Targets);
        Assert.Equal("ann (screen)", driver.Prepared.By);
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
    }

    [Fact]
    public void A_safe_action_goes_without_a_dialog()
    {
        var driver = new ScreenDriver(Two()).Press("P").Answer(_ => ScreenDriver.Ready(Risk.Safe));
        Assert.Equal(ActionId.Ping, driver.Submitted.Action);
    }

    [Fact]
    public void A_reversible_action_names_target_route_and_reason_and_enter_does_it()
    {
        var driver = new ScreenDriver(Two()).Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible));
        Golden.Check("dialog-reversible", driver.Screen);
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        driver.Press("enter").SeesNot("Cancel");
        Assert.Equal([W1], driver.Submitted.Targets);
    }

    [Theory]
    [InlineData("esc")]
    [InlineData("q")]
    public void A_dialog_is_left_without_doing_anything(string key)
    {
        var driver = new ScreenDriver(Two()).Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press(key).SeesNot("[ Cancel ]");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        Assert.False(driver.Quits);
    }

    [Fact]
    public void A_lossy_action_lists_every_task_run_and_enter_cancels()
    {
        var driver = new ScreenDriver(Two()).Press("X").Answer(_ => Lossy());
        Golden.Check("dialog-lossy", driver.Screen);
        driver.Press("enter").SeesNot("[ Cancel ]");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        driver.Press("X").Answer(_ => Lossy()).Press("tab", "enter");
        Assert.Equal(ActionId.ColdStop, driver.Submitted.Action);
    }

    [Fact]
    public void In_production_a_lossy_action_wants_the_clusters_name_typed()
    {
        var driver = new ScreenDriver(Two(), with: o => o with { Environment = "production" }).Sees("shop PRODUCTION");
        driver.Press("X").Answer(_ => Lossy()).Sees("Type the cluster's name, shop, to allow it.");
        driver.Press("tab", "enter").Sees("the name must be exactly 'shop'");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        driver.Type("shoq").Press("enter").SeesNot("[ Cancel ]");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        driver.Press("X").Answer(_ => Lossy()).Type("shop").Press("enter");
        Assert.Equal(ActionId.ColdStop, driver.Submitted.Action);
    }

    [Fact]
    public void A_refusal_says_why_and_what_to_do_and_asks_nothing()
    {
        var driver = new ScreenDriver(Two(), 120, 36).Press("r").Answer(_ => new ActionPlan.Refused("nobody keeps it", "restart it in place with HUP"));
        driver.Sees("Restart: w1@web1: nobody keeps it; restart it in place with HUP").SeesNot("Cancel");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
    }

    [Fact]
    public void Read_only_takes_every_acting_key_away()
    {
        var driver = new ScreenDriver(Two(), with: o => o with { ReadOnly = true }).Sees("[RO]").SeesNot("w Warm");
        foreach (var action in ActionTable.All)
        {
            driver.Press(action.Key).Sees($"read-only: {action.Title} is off here");
        }

        Assert.Empty(driver.Asked);
    }

    [Fact]
    public void Marked_workers_share_one_dialog_and_those_that_cannot_are_left_out_by_name()
    {
        var driver = new ScreenDriver(Two(), 120, 36).Press("space", "space").Sees("2 marked").Press("w");
        Assert.Equal(2, driver.Prepared.Targets.Length);
        driver.Answer(t => t == W1 ? ScreenDriver.Ready(Risk.Reversible) : new ActionPlan.Refused("it is draining already", "wait for it"));
        driver.Sees("w2@web1: not possible").Sees("it is draining already; wait for it").Press("enter");
        Assert.Equal([W1], driver.Submitted.Targets);
    }

    [Fact]
    public void When_none_of_several_can_a_dialog_says_why_of_each() =>
        new ScreenDriver(Two(), 120, 36).Press("space", "space", "w").Answer(t => new ActionPlan.Refused($"{t.Place} is gone", ""))
            .Sees("none of 2 workers can").Sees("w1@web1 is gone").Sees("w2@web1 is gone").Press("enter").SeesNot("none of 2");

    [Fact]
    public void Growing_asks_how_many_and_shows_the_size_that_comes_of_it()
    {
        var driver = new ScreenDriver(Two()).Press("+").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Sees("w1@web1: 2 → 3 slots");
        driver.Press("backspace").Sees("A number from 1 to 1000 is needed.").Press("enter").Sees("add slots:").Press("3").Sees("w1@web1: 2 → 5 slots").Press("enter");
        Assert.Equal(3, driver.Prepared.Amount);
        driver.Answer(_ => ScreenDriver.Ready(Risk.Reversible));
        Assert.Equal(3, driver.Submitted.Amount);
        driver.SeesNot("[ Cancel ]");
    }

    [Fact]
    public void Shrinking_too_far_is_refused_before_anything_is_sent()
    {
        var driver = new ScreenDriver(Two()).Press("-").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Sees("w1@web1: 2 → 1 slots").Press("backspace", "2", "enter");
        driver.Answer(_ => new ActionPlan.Refused("that would leave no slot", "")).Sees("that would leave no slot");
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
    }

    [Fact]
    public void An_answer_that_comes_after_escape_opens_nothing() =>
        new ScreenDriver(Two()).Press("w", "esc").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).SeesNot("Cancel");

    [Fact]
    public void The_outcome_is_told_with_the_time_it_took()
    {
        var driver = new ScreenDriver(Two(), 120, 36).Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("enter").Accept("a1");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a1", ActionPhase.Watching, "draining")));
        driver.Feed.Wait(2.5);
        driver.News().Sees("Warm stop 2 s of 30 s: draining");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a1", ActionPhase.Done, "pid 100 is gone") with { Since = driver.Feed.Now - TimeSpan.FromSeconds(2.5), EndedAt = driver.Feed.Now }));
        driver.News().Sees("Warm stop of w1@web1: done in 2.5 s: pid 100 is gone");
    }

    [Fact]
    public void A_late_action_offers_its_next_step()
    {
        var driver = new ScreenDriver(Two(), 120, 36).Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("enter").Accept("a1");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a1", ActionPhase.Late, "still running 1") with { NextStep = ActionId.ColdStop }));
        driver.News().Sees("is late after").Sees("X offers cold stop");
    }

    [Fact]
    public void A_dump_opens_as_a_page_that_scrolls()
    {
        var dump = "Thread MainThread\n  File \"a.py\", line 1, in f\n\nThread Pool\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"  File \"b.py\", line {i}, in g"));
        var driver = new ScreenDriver(Two(), 120, 36).Press("t").Answer(_ => ScreenDriver.Ready(Risk.Safe)).Accept("a1");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a1", ActionPhase.Done, "2 threads") with { Detail = dump, EndedAt = driver.Feed.Now }));
        driver.News().Sees("Traceback dump of w1@web1").Sees("Thread MainThread").SeesNot("line 60").Press("G").Sees("line 60").Press("q").Sees("workers(shop)[2]");
    }

    [Fact]
    public void Outcomes_of_several_are_counted()
    {
        var driver = new ScreenDriver(Two(), 120, 36).Press("space", "space", "w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("enter").Accept("a1", "a2");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a1", ActionPhase.Done, "gone") with { EndedAt = driver.Feed.Now }));
        driver.News().Sees("Warm stop of 2 workers: 1 done, 1 under way");
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, Run(driver, "a2", ActionPhase.Failed, "no such pid") with { EndedAt = driver.Feed.Now }));
        driver.News().Sees("Warm stop of 2 workers: 1 done, 1 failed");
    }

    [Fact]
    public void A_dialog_on_a_low_screen_keeps_its_buttons_and_scrolls()
    {
        var driver = new ScreenDriver(Two(), 40, 12).Press("X").Answer(_ => Lossy()).Sees("[ Cancel ]");
        driver.Press("pgdn", "pgdn", "pgdn").Sees("nobody known").Sees("[ Cancel ]");
    }

    private static ActionPlan Lossy() => ScreenDriver.Ready(
        Risk.Lossy,
        new Loss(FleetFeed.Run("6f0c1d2e-aaaa"), Fate.Lost, "acknowledged when it started: nobody runs it again"),
        new Loss(FleetFeed.Run("77aa00bb-bbbb", "proj.mail", acknowledged: false), Fate.Redelivered, "acknowledged late: goes back to the queue"));

    private static ActionRun Run(ScreenDriver driver, string id, ActionPhase phase, string progress)
    {
        var worker = driver.Feed.Worker(id == "a2" ? "w2@web1" : "w1@web1").Worker;
        return new ActionRun(id, driver.Submitted, worker.Id, worker, phase, "", Risk.Reversible, driver.Feed.Now, driver.Feed.Now + TimeSpan.FromSeconds(30), progress);
    }
}
