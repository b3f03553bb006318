using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;
using WConsole.Tests.Fleet.Links;
using static WConsole.Tests.Fleet.Links.LinkFeed;

namespace WConsole.Tests.App.Tui;

/// <summary>What the console says of a worker that a broker reports and the launcher keeps.</summary>
public sealed class KeptWorkerScreenTests
{
    [Fact]
    public void Its_page_says_who_keeps_it_and_why_that_is_believed()
    {
        var feed = new LinkFeed().Sees(Unit()).Up();
        feed.Feed.Process(Node, FleetFeed.Ours(100, 5));
        new ScreenDriver(feed.Feed, 150, 60).Press("enter")
            .Sees("local, as web:0")
            .Sees("proven: local started pid 100 as web:0, and that process is proven to be this worker (same start time)")
            .Sees("TERM, within 1m00s");
    }

    [Fact]
    public void A_contradiction_is_an_alarm_on_both_rows()
    {
        var feed = new LinkFeed().Sees(Unit()).Wait(10).Up(pid: 700);
        feed.Feed.Process(Node, FleetFeed.Ours(700, 90));
        var driver = new ScreenDriver(feed.Feed, 150, 40);
        driver.Sees("web0@vm is proven to be pid 700, and local keeps pid 100 as web:0 under the same name");
        Assert.Equal(2, driver.Screen.Split('\n').Count(l => l.Contains("web0@vm", StringComparison.Ordinal) && l.Contains('│', StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_dialog_names_the_keepers_way_with_its_reason()
    {
        var feed = new LinkFeed().Sees(Unit()).Up();
        var driver = new ScreenDriver(feed.Feed, 120, 40).Press("w");
        driver.Answer(_ => ActionPlanner.Plan(driver.Prepared, feed.Row.Worker, CeleryProfile.Profile))
            .Sees("by its keeper: stop web:0 (local keeps it: stopped in any other way it")
            .Sees("would be started again)");
    }

    [Fact]
    public void While_its_keeper_waits_the_seconds_are_shown_and_run()
    {
        var feed = new LinkFeed().Sees(Unit(UnitPhase.Waiting, pid: null, due: 8, word: new KeeperWord(Health.Waiting, "try 2 of 5 comes; exit 1"))).Up();
        var driver = new ScreenDriver(feed.Feed, 120, 30).Sees("try 2 of 5 comes; exit 1 · in 8s");
        feed.Wait(3);
        driver.News().Sees("try 2 of 5 comes; exit 1 · in 5s").SeesNot("lost");
    }
}
