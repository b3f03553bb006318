using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;

namespace WConsole.Tests.App.Tui;

/// <summary>What somebody who knows only k9s does on the first day, with key bar and help alone (docs/first-day.md).</summary>
public sealed class FirstDayTests
{
    [Fact]
    public void The_busiest_worker_is_found_by_sorting_for_it()
    {
        var driver = new ScreenDriver(Fleet(), 120, 24);
        Assert.Equal(["w2", "w3", "w1"], Names(driver.Press(":").Type("sort busy").Press("enter").Sees("BUSY↓")));
        Assert.Equal(["w1", "w3", "w2"], Names(driver.Press("I").Sees("BUSY↑")));
        var byKeys = new ScreenDriver(Fleet(), 120, 24);
        while (!byKeys.Screen.Contains("BUSY", StringComparison.Ordinal) || !byKeys.Screen.Contains("BUSY↓", StringComparison.Ordinal))
        {
            byKeys.Press("shift-right");
        }

        Assert.Equal(["w2", "w3", "w1"], Names(byKeys));
        Assert.Contains(":sort busy", new ScreenDriver(Fleet(), 120, 60).Press("?").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_stopped_says_so_and_who_did_it_in_its_own_row()
    {
        var feed = Fleet();
        feed.Put(new FleetEvent.Audited(feed.Now, Record("asked", "")), new FleetEvent.Audited(feed.Now, Record("ended", "done")));
        feed.Goodbye("w2@web1", 200).Process("w2@web1", new ProcessSight.Gone(200, 5)).Wait(2);
        var driver = new ScreenDriver(feed, 120, 24);
        Assert.Contains("■ stopped", driver.LineWith("w2@web1"), StringComparison.Ordinal);
        Assert.Contains("· stop by ann", driver.LineWith("w2@web1"), StringComparison.Ordinal);
        // What it ran before says nothing now.
        Assert.DoesNotContain("4/4", driver.LineWith("w2@web1"), StringComparison.Ordinal);
        driver.Press(":").Type("audit").Press("enter").Sees("stop").Sees("by ann");
    }

    [Fact]
    public void The_bar_names_the_way_to_everything_else_and_uses_full_words_where_all_fits()
    {
        Assert.Contains(": command", new ScreenDriver(Fleet(), 80, 24).Screen, StringComparison.Ordinal);
        Assert.Contains("l log", new ScreenDriver(Fleet(), 80, 24).Screen, StringComparison.Ordinal);
        Assert.Contains("w Warm stop", new ScreenDriver(Fleet(), 250, 24).Screen, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(ScreenDriver driver) =>
        driver.Screen.Split('\n').Where(l => l.Contains("@web1 ", StringComparison.Ordinal)).Select(l => l.Trim('│', ' ', '✓').Split('@')[0]);

    private static AuditRecord Record(string happened, string outcome) =>
        new("1", FleetFeed.Start, happened, "ann (screen)", "ops", "shop", "stop", FleetFeed.Id("w2@web1").ToString(), "remote control: shutdown", outcome, "");

    private static FleetFeed Fleet()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, pid, busy) in new[] { ("w1@web1", 100, 0), ("w2@web1", 200, 4), ("w3@web1", 300, 2) })
        {
            feed.Online(name, pid).Pong(name).Stats(name, pid, size: 4).Beat(name, pid, active: busy);
        }

        return feed.Wait(1);
    }
}
