using System.Collections.Immutable;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;
using WConsole.Tui.Screens;

namespace WConsole.Tests.App.Tui;

/// <summary>A worker's configuration: searched, and held against its group.</summary>
public sealed class ConfTests
{
    private static FleetFeed Group()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, queue, multiplier) in new[] { ("w1@web1", "mail", "1"), ("w2@web1", "mail", "4"), ("w3@web2", "mail", "4"), ("x1@web2", "other", "9") })
        {
            feed.Online(name).Pong(name).Stats(name);
            feed.Answer(name, new FactAnswer.Queues([new QueueBinding(queue, queue, "direct", queue)]));
            feed.Answer(name, new FactAnswer.Conf(
            [
                new Detail("timezone", "UTC"), .. Enumerable.Range(1, 30).Select(i => new Detail($"setting_{i:00}", $"{i}")), new Detail("worker_prefetch_multiplier", multiplier),
                .. name == "w3@web2" ? [new Detail("task_acks_late", "True")] : (Detail[])[],
            ]));
        }

        return feed.Wait(1);
    }

    [Fact]
    public void What_differs_from_the_group_is_marked_with_what_most_others_have()
    {
        var driver = new ScreenDriver(Group(), 100, 45).Press("enter", "C").Sees("conf of w1@web1[33] · 2 differ from 2 others");
        driver.Sees("worker_prefetch_multiplier = 1   ≠ 2 of 2 others have 4").Sees("task_acks_late: not said here   ≠ 1 of 2 others have True");
        Assert.DoesNotContain("≠", driver.LineWith("timezone"), StringComparison.Ordinal);
        driver.Press("q").Sees("w1@web1(shop)").Press("/").Type("multiplier").Sees("≠ 2 of 2 others have 4");
        new ScreenDriver(Group(), 100, 45).Press("j", "j", "j", "C").Sees("conf of x1@web2[32] · nothing to compare with").SeesNot("≠");
    }

    [Fact]
    public void It_is_searched_with_n_and_N_and_nothing_is_hidden()
    {
        var driver = new ScreenDriver(Group(), 80, 16).Press("C", "/").Type("setting_2").Sees("setting_20 = 20").Sees(" /setting_2 1/10").Press("enter", "n", "n").Sees("3/10");
        driver.Press("N", "N", "N").Sees("10/10").Sees("setting_29").Sees("setting_28").Press("n").Sees("1/10").Sees("setting_20");
        driver.Press("/").Press("ctrl-u").Type("zebra").Sees("/zebra nowhere").Press("enter", "esc").SeesNot("zebra");
        driver.Press("g").Sees("timezone").Press("n").Sees("worker_prefetch_multiplier").SeesNot("timezone");
    }

    [Fact]
    public void It_fits_a_small_screen_and_asks_for_the_groups_conf()
    {
        var driver = new ScreenDriver(Group(), 40, 12).Press("C").Sees("timezone = UTC").Press("G").Sees("task_acks_late");
        Assert.Equal(3, driver.Interests.Count(i => i is { Fact: FactKind.Conf, Target: InterestTarget.OneWorker }));
        driver.Press("q").Sees("workers");
    }

    [Fact]
    public void Several_kinds_are_said_so()
    {
        ImmutableArray<Detail> own = [new("a", "1")];
        var line = Assert.Single(ConfComparison.Of(own, [[new("a", "2")], [new("a", "2")], [new("a", "3")], [new("a", "1")]]));
        Assert.Equal("≠ 2 of 4 others have 2, and more kinds", line.Difference);
        Assert.Equal("≠ 1 of 1 others do not say it", Assert.Single(ConfComparison.Of(own, [[]])).Difference);
        Assert.Null(Assert.Single(ConfComparison.Of(own, [])).Difference);
    }
}
