using WConsole.Fleet.Actions;
using WConsole.Terminal.Input;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui.Palette;

/// <summary>The palette on the screen: keys in, text and effects out.</summary>
public sealed class PaletteTests
{
    private static FleetFeed Two()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, pid) in new[] { ("mail@web1", 100), ("tick@web2", 200) })
        {
            feed.Online(name, pid).Pong(name).Stats(name, pid);
        }

        return feed.Wait(1);
    }

    [Fact]
    public void It_lists_views_actions_keys_clusters_and_workers_each_with_key_and_reason()
    {
        var driver = new ScreenDriver(Two(), 100, 60, o => o with { Clusters = ["shop", "eu"] }) { Plan = KeptByNobody };
        driver.Press(":").Sees("queues").Sees("Warm stop").Sees("Finish running task runs");
        Assert.Contains(" w │", driver.LineWith("Warm stop"), StringComparison.Ordinal);
        driver.Type("restart").Sees("off: nobody keeps it");
        driver.Press("ctrl-u").Type("eu").Sees("cluster of the settings");
        driver.Press("ctrl-u").Type("web2").Sees("tick@web2").SeesNot("mail@web1 ");
    }

    [Fact]
    public void On_a_small_screen_it_fits()
    {
        var driver = new ScreenDriver(Two(), 40, 12).Press(":").Type("stop");
        Golden.Check("palette-small", driver.Screen);
        foreach (var _ in Enumerable.Range(0, 70))
        {
            driver.Press("down");
        }

        driver.Press("ctrl-u");
        foreach (var _ in Enumerable.Range(0, 70))
        {
            driver.Press("down");
        }

        driver.Sees("tick@web2").Sees(": ");
    }

    [Fact]
    public void At_the_usual_size()
    {
        var driver = new ScreenDriver(Two()) { Plan = KeptByNobody };
        Golden.Check("palette", driver.Press(":").Type("st").Screen);
    }

    [Fact]
    public void Enter_runs_the_line_and_an_action_asks_what_it_would_do_first()
    {
        var driver = new ScreenDriver(Two()).Press("j", ":").Type("cold").Press("enter").SeesNot("commands");
        Assert.Equal(ActionId.ColdStop, driver.Prepared.Action);
        Assert.Equal([FleetFeed.Id("tick@web2")], driver.Prepared.Targets);
        driver.Press(":").Type("mail").Press("enter").Sees("mail@web1(shop)");
        driver.Press(":").Type("queues").Press("enter").Sees("queues(shop)");
    }

    [Fact]
    public void Keys_can_be_run_by_name() =>
        new ScreenDriver(Two()).Press(":").Type("mark").Press("enter").Sees("1 marked").Press(":").Type("unmark").Press("enter").SeesNot("marked");

    [Fact]
    public void Arrows_choose_and_a_click_too()
    {
        var driver = new ScreenDriver(Two(), 80, 24).Press(":").Type("stop").Press("down", "enter");
        Assert.Equal(ActionId.ColdStop, driver.Prepared.Action);
        driver.Press(":").Type("stop");
        var y = Array.FindIndex(driver.Screen.Split('\n'), l => l.Contains("Cold stop", StringComparison.Ordinal));
        driver.Mouse(MouseKind.Press, 20, y).Sees("commands").Mouse(MouseKind.Press, 20, y).SeesNot("commands");
    }

    [Fact]
    public void Up_on_the_empty_line_brings_back_what_was_run_newest_first()
    {
        var driver = new ScreenDriver(Two()).Press(":").Type("queues").Press("enter", ":").Type("audit").Press("enter");
        driver.Press(":", "up").Sees(": audit").Press("up").Sees(": queues").Press("up").Sees(": queues").Press("down").Sees(": audit").Press("down").SeesNot(": audit").Press("up", "up", "enter");
        driver.Sees("queues(shop)");
    }

    [Theory]
    [InlineData("wrokers", "no 'wrokers'; did you mean workers?")]
    [InlineData("zzzz", "no 'zzzz'; : lists what there is")]
    public void A_slip_is_one_line_with_the_nearest(string typed, string said) =>
        new ScreenDriver(Two()).Press(":").Type(typed).Sees("nothing is called so").Press("enter").SeesNot("nothing is called so").Sees(said);

    [Fact]
    public void What_is_off_says_why_and_does_nothing()
    {
        var driver = new ScreenDriver(Two(), 120, 36) { Plan = KeptByNobody };
        driver.Press(":").Type("restart").Press("ctrl-u").Type("Restart").Press("enter").Sees("Restart: nobody keeps it; restart it in place");
        Assert.Empty(driver.Asked);
        driver.Press(":").Type("queues").Press("enter", ":").Type("warm").Sees("off: no worker is selected here");
    }

    [Fact]
    public void Read_only_has_no_acting_line() =>
        new ScreenDriver(Two(), 100, 60, o => o with { ReadOnly = true }).Press(":").SeesNot("Warm stop").Sees("queues");

    [Fact]
    public void Changing_the_cluster_is_left_to_the_shell()
    {
        var driver = new ScreenDriver(Two(), with: o => o with { Clusters = ["shop", "eu"] }).Press(":").Type("eu").Press("enter");
        Assert.Equal("eu", Assert.Single(driver.Asked.OfType<Effect.Change>()).Cluster);
        driver.Press(":").Type("shop").Press("enter").Sees("shop: it is shown already");
    }

    [Fact]
    public void Ten_thousand_workers_are_narrowed_with_every_letter()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 0; i < 10_000; i++)
        {
            feed.Online($"w{i}@h{i % 100}", i + 1);
        }

        new ScreenDriver(feed).Press(":").Type("w9876").Sees("w9876@h76").Press("enter").Sees("w9876@h76(shop)");
    }

    private static ActionPlan KeptByNobody(ActionId action, WConsole.Fleet.Model.WorkerId worker) =>
        action == ActionId.Restart ? new ActionPlan.Refused("nobody keeps it", "restart it in place") : ScreenDriver.Ready(Risk.Reversible);
}
