using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>Marks, and one action for all that are marked.</summary>
public sealed class MarkTests
{
    private static FleetFeed Nine()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= 9; i++)
        {
            var name = i <= 5 ? $"mail{i}@web1" : $"tick{i}@web2";
            feed.Online(name, 100 + i).Pong(name).Stats(name, 100 + i);
        }

        return feed.Wait(1);
    }

    [Fact]
    public void A_range_goes_from_the_row_marked_last_to_the_cursor_up_or_down()
    {
        var driver = new ScreenDriver(Nine()).Press("j", "space", "j", "j", "v").Sees("4 marked");
        Assert.Equal(["mail2@web1", "mail3@web1", "mail4@web1", "mail5@web1"], Targets(driver));
        driver.Press("k", "k", "k", "k", "ctrl-space").Sees("5 marked").Press("U").SeesNot("marked");
        Assert.Single(Targets(driver.Press("v").Sees("1 marked")));
    }

    [Fact]
    public void All_rows_shown_are_marked_and_stay_so_when_the_filter_is_gone()
    {
        var driver = new ScreenDriver(Nine()).Press("/").Type("tick").Press("enter", "*").Sees("4 marked").Press("esc").Sees("[9] 4 marked");
        Assert.Equal(4, Targets(driver).Count);
        driver.Press("/").Type("mail").Press("enter").Sees("4 marked (4 hidden)");
        Assert.Equal(4, Targets(driver).Count);
    }

    [Fact]
    public void Marks_stay_with_their_workers_through_sorting_news_and_a_worker_that_goes()
    {
        var driver = new ScreenDriver(Nine()).Press("space", "space");
        driver.Press("shift-right", "I").Sees("2 marked");
        Assert.Equal(["mail1@web1", "mail2@web1"], Targets(driver).Order());
        driver.Feed.Online("aaa@web1", 300).Pong("aaa@web1").Wait(1);
        driver.News().Sees("2 marked");
        Assert.Equal(["mail1@web1", "mail2@web1"], Targets(driver).Order());
    }

    [Fact]
    public void One_dialog_says_once_what_is_the_same_for_all_and_lists_who_loses_what()
    {
        var driver = new ScreenDriver(Nine()).Press("*", "X");
        driver.Answer(t => t.Place switch
        {
            "mail2@web1" => ScreenDriver.Ready(Risk.Lossy, new Loss(FleetFeed.Run("6f0c1d2e-aaaa"), Fate.Lost, "acknowledged when it started")),
            "tick9@web2" => new ActionPlan.Refused("it is gone", ""),
            _ => ScreenDriver.Ready(Risk.Reversible),
        });
        Golden.Check("dialog-bulk", driver.Screen);
        driver.Resize(40, 12).Sees("[ Cancel ]").Press("pgdn", "pgdn", "pgdn", "pgdn", "pgdn", "pgdn").Sees("it is gone").Sees("[ Cancel ]").Press("tab", "enter");
        Assert.Equal(8, driver.Submitted.Targets.Length);
    }

    [Fact]
    public void Each_has_an_outcome_of_its_own_in_a_list()
    {
        var driver = new ScreenDriver(Nine(), 120, 24).Press("space", "space", "space", "w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("enter").Accept("a1", "a2", "a3");
        Put(driver, "a1", "mail1@web1", ActionPhase.Done, "pid 101 is gone");
        Put(driver, "a2", "mail2@web1", ActionPhase.Failed, "no such pid");
        Put(driver, "a3", "mail3@web1", ActionPhase.Watching, "draining");
        driver.News().Sees("Warm stop of 3 workers: 1 done, 1 failed, 1 under way").Sees("o lists each").Press("o").Sees("outcomes(shop)[3] · Warm stop");
        Assert.Contains("done", driver.LineWith("pid 101 is gone"), StringComparison.Ordinal);
        Assert.Contains("failed", driver.LineWith("no such pid"), StringComparison.Ordinal);
        Assert.Contains("under way", driver.LineWith("draining"), StringComparison.Ordinal);
        driver.Press("/").Type("outcome:failed").Press("enter").Sees("[1/3]").Press("enter").Sees("mail2@web1(shop)").Press("q", "esc").Press("q").Sees("workers(shop)[9]");
    }

    [Fact]
    public void What_was_asked_together_stands_together_by_name_however_long_each_was_prepared()
    {
        var driver = new ScreenDriver(Nine(), 120, 24).Press("space", "space", "space", "w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("enter").Accept("a1", "a2", "a3");
        var asked = driver.Feed.Now;
        Put("a2", "mail2@web1", TimeSpan.FromMilliseconds(101));
        Put("a3", "mail3@web1", TimeSpan.FromMilliseconds(350));
        Put("a1", "mail1@web1", TimeSpan.FromMilliseconds(99));
        driver.News().Press("o").Sees("outcomes(shop)[3]");
        int[] places = [.. new[] { "mail1@web1", "mail2@web1", "mail3@web1" }.Select(n => driver.Screen.IndexOf(n, StringComparison.Ordinal))];
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);

        void Put(string id, string worker, TimeSpan prepared)
        {
            var state = driver.Feed.Worker(worker).Worker;
            var run = new ActionRun(id, driver.Submitted, state.Id, state, ActionPhase.Asked, "", Risk.Reversible, asked, asked, "asked");
            driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, run with { Phase = ActionPhase.Watching, Since = asked + prepared, Progress = "draining" }));
        }
    }

    [Fact]
    public void Ten_thousand_marked_workers_are_looked_at_by_few_samples_for_the_key_bar()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 0; i < 10_000; i++)
        {
            feed.Online($"w{i}@h{i % 100}", i + 1);
        }

        var looked = 0;
        var driver = new ScreenDriver(feed) { Plan = (_, _) => Count() };
        driver.Press("*").Sees("10000 marked");
        looked = 0;
        _ = driver.Screen;
        Assert.InRange(looked, 1, UiContext.Looked * ActionTable.All.Length);

        ActionPlan Count()
        {
            looked++;
            return ScreenDriver.Ready(Risk.Reversible);
        }
    }

    private static List<string> Targets(ScreenDriver driver) => [.. driver.Press("w").Prepared.Targets.Select(t => t.Place)];

    private static void Put(ScreenDriver driver, string id, string worker, ActionPhase phase, string progress)
    {
        var state = driver.Feed.Worker(worker).Worker;
        driver.Feed.Put(new FleetEvent.ActionChanged(driver.Feed.Now, new ActionRun(
            id, driver.Submitted, state.Id, state, phase, "", Risk.Reversible, driver.Feed.Now, driver.Feed.Now + TimeSpan.FromSeconds(30), progress,
            EndedAt: phase is ActionPhase.Watching ? null : driver.Feed.Now)));
    }
}
