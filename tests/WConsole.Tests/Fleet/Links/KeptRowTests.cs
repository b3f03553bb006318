using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using static WConsole.Tests.Fleet.Links.LinkFeed;

namespace WConsole.Tests.Fleet.Links;

/// <summary>The one row of a kept worker: its id, its health and its times, whoever knows of it.</summary>
public sealed class KeptRowTests
{
    [Fact]
    public void Its_row_is_there_before_the_broker_knows_it_and_is_the_same_row_afterwards()
    {
        var feed = new LinkFeed().Sees(Unit(UnitPhase.Starting, word: new KeeperWord(Health.Starting, "started, not ready yet")));
        var first = feed.Row;
        Assert.Equal(("celery/web0@vm", Health.Starting, "vm", 100), (first.Worker.Id.ToString(), first.Health.Health, first.Worker.HostName, first.Pid));
        Assert.True(first.Worker.IsOnlyKept);
        feed.Wait(3).Up();
        Assert.Equal(first.Worker.Id, feed.Row.Worker.Id);
        Assert.False(feed.Row.Worker.IsOnlyKept);
        Assert.Equal(Health.Ready, feed.Row.Health.Health);
        Assert.Equal("redis", feed.Row.Worker.Source.Value);
    }

    [Fact]
    public void The_ids_of_the_unit_find_its_row()
    {
        var snapshot = new LinkFeed().Sees(Unit()).Up().Feed.Snapshot();
        Assert.Equal(Node, snapshot.Workers.Find(new WorkerId(Celery, "local", "web:0"))!.Worker.Name);
    }

    [Fact]
    public void A_killed_main_process_is_waited_for_and_never_lost_or_failed()
    {
        var feed = new LinkFeed().Sees(Unit()).Up();
        feed.Feed.Process(Node, new ProcessSight.Gone(100, 5));
        Assert.Equal(Health.Failed, new LinkFeed().Up().Feed.Process(Node, new ProcessSight.Gone(100, 5)).HealthOf(Node));
        feed.Wait(1).Sees(Unit(UnitPhase.Waiting, pid: null, at: 1, due: 5, word: new KeeperWord(Health.Waiting, "try 2 of 5 comes; signal KILL (9)")));
        Assert.Equal((Health.Waiting, (int?)null, Light.No), (feed.Row.Health.Health, feed.Row.Pid, feed.Row.Lights.Process));
        Assert.Equal("try 2 of 5 comes; signal KILL (9) · in 4s", WorkersView.Note(feed.Row, feed.Feed.Now));
        feed.Wait(60);
        Assert.Equal(Health.Waiting, feed.Row.Health.Health);

        feed.Sees(Unit(pid: 200, start: 80, at: 61));
        Assert.Equal((Health.Starting, 200, Light.Yes), (feed.Row.Health.Health, feed.Row.Pid, feed.Row.Lights.Process));
        feed.Wait(3).Up(pid: 200);
        Assert.Equal((Health.Ready, 200, LinkEvidence.Proven), (feed.Row.Health.Health, feed.Row.Pid, feed.Row.Worker.Kept!.Evidence));
    }

    [Fact]
    public void Given_up_and_stopped_are_its_keepers_words()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Sees(Unit(UnitPhase.GivenUp, pid: null, word: new KeeperWord(Health.Failed, "given up after 4 tries; exit 1")));
        Assert.Equal((Health.Failed, "given up after 4 tries; exit 1"), (feed.Row.Health.Health, feed.Row.Health.Why));
        feed.Sees(Unit(UnitPhase.Down, pid: null, word: new KeeperWord(Health.Stopped, "stopped by request"))).Wait(7200);
        Assert.Equal(Health.Stopped, feed.Row.Health.Health);
    }

    [Fact]
    public void A_stop_by_its_keeper_is_stopping_with_its_time_and_draining_once_it_says_what_it_runs()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Wait(10).Sees(Unit(UnitPhase.Stopping, at: 10, due: 70)).Wait(5);
        Assert.Equal(Health.Stopping, feed.Row.Health.Health);
        Assert.Equal("local asked web:0 to end · 5s of 1m00s", WorkersView.Note(feed.Row, feed.Feed.Now));
        feed.Feed.Goodbye(Node, active: 2);
        Assert.Equal(Health.Draining, feed.Row.Health.Health);
        feed.Wait(900);
        Assert.Equal(Health.Draining, feed.Row.Health.Health);
    }

    [Fact]
    public void Its_own_answer_is_better_than_its_keepers_rule_while_it_starts()
    {
        var late = new KeeperWord(Health.Late, "up, not ready in time");
        var feed = new LinkFeed().Sees(Unit(word: late)).Wait(5);
        Assert.Equal(Health.Late, feed.Row.Health.Health);
        Assert.Equal(Health.Ready, feed.Up().Row.Health.Health);
    }

    [Fact]
    public void Up_and_never_heard_of_is_starting_then_late_and_ready_by_its_keepers_word_where_nobody_could_hear_it()
    {
        var feed = new LinkFeed().Sees(Unit()).Wait(10);
        Assert.Equal((Health.Starting, "local runs web:0 as pid 100, not heard of yet"), (feed.Row.Health.Health, feed.Row.Health.Why));
        feed.Wait(55);
        Assert.Equal(Health.Late, feed.Row.Health.Health);
        feed.Feed.Phase(SourcePhase.Retrying);
        Assert.Equal((Health.Ready, "local runs web:0 as pid 100; nothing is connected that would report it"), (feed.Row.Health.Health, feed.Row.Health.Why));
    }

    [Fact]
    public void When_the_broker_is_silent_the_row_stays_and_its_keeper_goes_on_telling()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Wait(5);
        feed.Feed.Phase(SourcePhase.Retrying);
        Assert.NotNull(feed.Row.Stale);
        feed.Sees(Unit(UnitPhase.Waiting, pid: null, at: 5, word: new KeeperWord(Health.Waiting, "is started again; exit 1")));
        Assert.Equal(Health.Waiting, feed.Row.Health.Health);
    }

    [Fact]
    public void When_the_launcher_is_gone_nobody_starts_it_again_so_its_own_signs_decide()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Sees(Unit(UnitPhase.Waiting, pid: null, word: new KeeperWord(Health.Waiting, "is started again; exit 1"))).Reach(false).Wait(30);
        Assert.Equal(Health.Lost, feed.Row.Health.Health);
        Assert.Equal("–", WorkersView.KeeperText(feed.Row.Worker));
    }

    [Fact]
    public void A_unit_that_is_no_more_leaves_the_worker_as_it_is_and_takes_its_own_row_along()
    {
        var feed = new LinkFeed().Sees(Unit()).Sees(Unit(pid: 300, id: "web:1", node: "web1@vm")).Up();
        Assert.Equal(2, feed.Rows.Count);
        feed.Feed.Put(new FleetEvent.UnitGone(feed.Feed.Now, Launcher, "web:0"), new FleetEvent.UnitGone(feed.Feed.Now, Launcher, "web:1"));
        Assert.Null(feed.Row.Worker.Kept);
        Assert.Equal(0, feed.Feed.Snapshot().Folded);
    }

    [Fact]
    public void Rows_counts_and_hosts_have_it_once()
    {
        var feed = new LinkFeed().Sees(Unit()).Sees(Unit(pid: 300, id: "web:1", node: "web1@vm")).Up().Up("web1@vm", 300);
        feed.Feed.Stats(Node, 100, size: 2).Stats("web1@vm", 300, size: 2).Beat(Node, 100, active: 1);
        var summary = FleetSummary.Of(feed.Feed.Snapshot());
        Assert.Equal((2, 1, 4), (summary.Workers, summary.Busy, summary.Slots));
        Assert.Equal(2, HostsView.Rows(feed.Feed.Snapshot()).Single().Workers.Length);
        Assert.All(feed.Rows, r => Assert.Equal("local", WorkersView.KeeperText(r.Worker)));
    }

    [Fact]
    public void A_beat_of_a_kept_worker_is_no_news_to_a_screen()
    {
        var feed = new LinkFeed().Sees(Unit()).Up();
        var version = feed.Feed.Store.VisibleVersion;
        feed.Wait(2).Sees(Unit()).Feed.Beat(Node);
        Assert.Equal(version, feed.Feed.Store.VisibleVersion);
    }
}
