using WConsole.Fleet.Actions;
using WConsole.Tests.Fleet;
using WConsole.Tui.Keys;

namespace WConsole.Tests.App.Tui;

/// <summary>Help is a list of lines that run.</summary>
public sealed class HelpTests
{
    private static FleetFeed One()
    {
        var feed = new FleetFeed();
        return feed.Wait(1).Online("w1@web1").Pong("w1@web1").Stats("w1@web1").Wait(1);
    }

    [Fact]
    public void It_is_every_action_and_every_key_of_the_screen_below()
    {
        var driver = new ScreenDriver(One(), 160, 80).Press("?").Sees("help for workers");
        foreach (var title in ActionTable.All.Select(a => a.Title).Concat(KeyTable.All.Where(r => (r.Where & (KeyPlace.Table | KeyPlace.Worker)) != 0).Select(r => r.Title)))
        {
            driver.Sees(title);
        }

        driver.SeesNot(KeyTable.Get(KeyId.Copy).Title).Press("f1").Press("q").Sees("workers(shop)");
        driver.Press(":").Type("queues").Press("enter", "?").Sees("help for queues").SeesNot("Warm stop");
    }

    [Fact]
    public void At_a_small_size() => Golden.Check("help-small", new ScreenDriver(One(), 40, 12) { Plan = KeptByNobody }.Press("?", "j").Screen);

    [Fact]
    public void Enter_closes_help_and_does_what_the_line_says()
    {
        var driver = new ScreenDriver(One(), 120, 40).Press("?", "j", "enter").Sees("workers(shop)").SeesNot("help for");
        Assert.Equal(ActionId.WarmStop, driver.Prepared.Action);
        driver.Press("?", "/").Type("unmark all").Press("enter", "enter").Sees("workers(shop)").SeesNot("marked");
        driver.Press("?", "/").Type("what waits").Press("enter", "enter").Sees("queues(shop)");
    }

    [Fact]
    public void A_line_that_is_off_says_why_and_help_stays()
    {
        var driver = new ScreenDriver(One(), 120, 40) { Plan = KeptByNobody };
        driver.Press("?").Sees("(off: nobody keeps it; restart it in place)").Press("/").Type("keeper").Press("enter", "enter").Sees("Restart: nobody keeps it").Sees("help for workers");
        Assert.Empty(driver.Asked);
        new ScreenDriver(One(), 120, 40, o => o with { ReadOnly = true }).Press("?").Sees("(off: read-only)");
    }

    [Fact]
    public void It_is_laid_over_what_is_there_once_and_by_name_too()
    {
        var driver = new ScreenDriver(One(), 120, 40).Press("enter", ":").Type("help").Press("enter").Sees("help for w1@web1").Press("?", "q").Sees("w1@web1(shop)");
        driver.Press("?", "G", "g", "pgdn", "pgup", "esc").Sees("w1@web1(shop)");
    }

    private static ActionPlan KeptByNobody(ActionId action, WConsole.Fleet.Model.WorkerId worker) =>
        action == ActionId.Restart ? new ActionPlan.Refused("nobody keeps it", "restart it in place") : ScreenDriver.Ready(Risk.Reversible);
}
