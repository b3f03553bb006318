using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Terminal.Input;
using WConsole.Tests.Fleet;

namespace WConsole.Tests.App.Tui;

/// <summary>The home view as literal pictures, and its keys.</summary>
public sealed class WorkersScreenTests
{
    private static FleetFeed Fleet(int count, double age = 600)
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= count; i++)
        {
            var name = $"w{i:000}@web1";
            feed.Online(name, 100 * i).Pong(name).Stats(name, 100 * i, uptime: age).Answer(name, new FactAnswer.Queues([new QueueBinding("celery", "", "", "")]));
        }

        return feed.Wait(1);
    }

    [Fact]
    public void Eighty_by_twenty_four()
    {
        var feed = Fleet(3).Beat("w002@web1", 200, active: 2, processed: 7);
        feed.Silent("w003@web1").Silent("w003@web1", Light.No);
        Golden.Check("workers-80x24", new ScreenDriver(feed).Screen);
    }

    [Fact]
    public void A_hundred_and_twenty_by_thirty_six() => Golden.Check("workers-120x36", new ScreenDriver(Fleet(4), 120, 36).Screen);

    [Fact]
    public void Forty_by_twelve() => Golden.Check("workers-40x12", new ScreenDriver(Fleet(20), 40, 12).Screen);

    [Theory]
    [InlineData(80, 24, 19)]
    [InlineData(40, 12, 7)]
    [InlineData(120, 36, 30)]
    public void Shows_at_least_so_many_workers(int columns, int rows, int workers)
    {
        var screen = new ScreenDriver(Fleet(100), columns, rows).Screen;
        Assert.InRange(screen.Split('\n').Count(l => l.Contains("@web1", StringComparison.Ordinal) && l.Contains("ready", StringComparison.Ordinal)), workers, rows);
    }

    [Fact]
    public void Too_small_says_what_it_needs_and_goes_on() =>
        new ScreenDriver(Fleet(3), 20, 5).Sees("needs 32×8").Resize(80, 24).Sees("w001@web1");

    [Fact]
    public void Whether_it_may_act_is_said_at_any_size_however_long_the_title() =>
        new ScreenDriver(Fleet(3), 40, 12, o => o with { Cluster = "a-cluster-with-a-very-long-name-indeed" }).Sees("[RW]").Sees("… ");

    [Fact]
    public void The_worst_gather_first()
    {
        var feed = Fleet(5);
        feed.Silent("w004@web1").Silent("w004@web1", Light.No);
        var lines = new ScreenDriver(feed).Screen.Split('\n').Where(l => l.Contains("@web1", StringComparison.Ordinal)).ToList();
        Assert.Contains("w004@web1", lines[0], StringComparison.Ordinal);
        Assert.Contains("✗ catatonic", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_selection_stays_on_its_worker_when_the_order_changes()
    {
        var driver = new ScreenDriver(Fleet(5)).Press("j");
        driver.Feed.Silent("w005@web1").Silent("w005@web1", Light.No);
        driver.News().Press("w");
        Assert.Equal([FleetFeed.Id("w002@web1")], driver.Prepared.Targets);
    }

    [Fact]
    public void An_untouched_selection_is_the_row_that_was_drawn_even_when_another_came_above_it()
    {
        var driver = new ScreenDriver(Fleet(5));
        driver.Feed.Silent("w005@web1").Silent("w005@web1", Light.No);
        driver.Press("w");
        Assert.Equal([FleetFeed.Id("w001@web1")], driver.Prepared.Targets);
    }

    [Fact]
    public void Keys_that_come_at_once_act_on_the_row_they_moved_to() =>
        Assert.Equal([FleetFeed.Id("w003@web1")], new ScreenDriver(Fleet(5)).Burst("j", "j", "X").Prepared.Targets);

    [Theory]
    [InlineData("/ w 0 0 3 enter X")]
    [InlineData("j / w 0 0 3 enter X")]
    [InlineData("/ w 0 0 2 enter X esc / ctrl-u w 0 0 3 enter X")]
    public void Keys_that_come_at_once_act_on_what_the_filter_before_them_left(string keys) =>
        Assert.Equal([FleetFeed.Id("w003@web1")], new ScreenDriver(Fleet(5)).Burst(keys.Split(' ')).Prepared.Targets);

    [Fact]
    public void When_the_selected_worker_is_gone_keys_act_on_the_row_that_is_shown_as_selected_now()
    {
        var driver = new ScreenDriver(Fleet(3)).Press("j").Press("/").Type("w003").Press("enter").Press("w");
        Assert.Equal([FleetFeed.Id("w003@web1")], driver.Prepared.Targets);
    }

    [Fact]
    public void A_filter_narrows_while_it_is_typed_and_escape_takes_it_away_before_it_goes_back()
    {
        var driver = new ScreenDriver(Fleet(30)).Press("/").Type("w01");
        driver.Sees("workers(shop)[10/30] </w01>").Sees("w010@web1").SeesNot("w001@web1");
        driver.Press("enter", "esc").Sees("workers(shop)[30]");
        Assert.False(driver.Quits);
        driver.Press("esc").Sees("q leaves the console");
        Assert.False(driver.Quits);
        Assert.True(driver.Press("q").Quits);
    }

    [Fact]
    public void A_filter_on_a_column_that_does_not_exist_says_which_there_are() =>
        new ScreenDriver(Fleet(3), 120, 36).Press("/").Type("sate:lost").Sees("no column sate; there are: name state");

    [Fact]
    public void A_filter_that_nothing_fits_says_so() =>
        new ScreenDriver(Fleet(3)).Press("/").Type("nobody").Sees("None of 3 workers fits /nobody. Esc takes the filter away.");

    [Fact]
    public void What_every_row_says_is_said_once_in_the_title()
    {
        var driver = new ScreenDriver(Fleet(3), 120, 36).Sees("workers(shop)[3] · celery 5.2.6 · prefork · queues celery · on web1");
        driver.SeesNot("POOL");
        driver.Feed.Stats("w002@web1", 200, "solo", 1);
        driver.Sees("POOL");
    }

    [Fact]
    public void Columns_are_sorted_by_shift_arrows_and_the_worst_first_order_comes_back()
    {
        var driver = new ScreenDriver(Fleet(5)).Press("shift-right").Sees("NAME↑").Press("I").Sees("NAME↓");
        Assert.Contains("w005@web1", driver.Screen.Split('\n')[3], StringComparison.Ordinal);
        driver.Press("O").SeesNot("NAME↓");
        Assert.Contains("w001@web1", driver.Screen.Split('\n')[3], StringComparison.Ordinal);
    }

    [Fact]
    public void The_selected_row_stays_in_view_on_the_way_through_a_long_list()
    {
        var driver = new ScreenDriver(Fleet(500)).Press("G").Sees("w500@web1").Sees("500/500");
        driver.Press("pgup").Sees("482/500").Press("g").Sees("1/500").Sees("w001@web1");
    }

    [Fact]
    public void A_click_selects_a_second_one_goes_in_and_the_wheel_moves()
    {
        var driver = new ScreenDriver(Fleet(30)).Mouse(MouseKind.Press, 10, 5).Sees("3/30");
        driver.Mouse(MouseKind.WheelDown, 10, 5).Sees("6/30");
        driver.Mouse(MouseKind.Press, 10, 5).Mouse(MouseKind.Press, 10, 5).Sees("w003@web1(shop) ready");
    }

    [Fact]
    public void Names_full_of_escapes_stay_text()
    {
        const string Name = "\e[31mred\e]0;title\u0007@\u009b2Jhost";
        var feed = new FleetFeed();
        feed.Wait(1).Online(Name).Pong(Name).Stats(Name);
        var driver = new ScreenDriver(feed, 120, 36);
        Assert.DoesNotContain(driver.Screen, c => char.IsControl(c) && c != '\n');
        driver.Sees("␛[31mred").Press("enter");
        Assert.DoesNotContain(driver.Screen, c => char.IsControl(c) && c != '\n');
        driver.Press("w").Answer(_ => ScreenDriver.Ready(WConsole.Fleet.Actions.Risk.Reversible));
        Assert.DoesNotContain(driver.Screen, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void A_worker_that_is_overdue_says_when_it_was_heard()
    {
        var feed = Fleet(2).Beat("w001@web1", 100).Beat("w002@web1", 200).Wait(7.5).Beat("w002@web1", 200).Wait(1);
        new ScreenDriver(feed, 120, 36).Sees("(heard 8s ago)");
    }
}
