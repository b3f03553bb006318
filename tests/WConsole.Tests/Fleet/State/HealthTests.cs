using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Fleet.State;

public sealed class HealthTests
{
    private const string W = "w1@web1";

    [Fact]
    public void An_announced_worker_is_starting_until_it_answers()
    {
        var feed = new FleetFeed().Online(W);
        Assert.Equal(Health.Starting, feed.HealthOf(W));
        feed.Pong(W);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
    }

    [Fact]
    public void A_worker_with_every_slot_taken_is_busy()
    {
        var feed = Up().Stats(W, size: 2).Beat(W, active: 2);
        Assert.Equal(Health.Busy, feed.HealthOf(W));
        Assert.Equal(Light.Yes, feed.Worker(W).Lights.Consumption);
    }

    [Fact]
    public void A_silent_worker_becomes_late_then_lost()
    {
        var feed = Up().Wait(7.5);
        Assert.Equal(Health.Late, feed.HealthOf(W));
        feed.Wait(10);
        Assert.Equal(Health.Lost, feed.HealthOf(W));
    }

    [Fact]
    public void Silence_while_the_source_is_gone_proves_nothing()
    {
        var feed = Up().Phase(SourcePhase.Retrying).Wait(60);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
        Assert.NotNull(feed.Worker(W).Stale);
        feed.Connect().Wait(3);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
        feed.Wait(5);
        Assert.Equal(Health.Late, feed.HealthOf(W));
    }

    [Theory]
    [InlineData(Light.No, Health.Catatonic)]
    [InlineData(Light.Yes, Health.Mute)]
    [InlineData(Light.Unknown, Health.Mute)]
    public void A_beating_worker_that_does_not_answer_is_catatonic_or_mute(Light subscribed, Health expected)
    {
        var feed = Up().Wait(3).Beat(W).Silent(W, subscribed);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
        Assert.Equal(Light.No, feed.Worker(W).Lights.Control);
        feed.Wait(3).Beat(W).Silent(W, subscribed);
        Assert.Equal(expected, feed.HealthOf(W));
    }

    [Fact]
    public void A_solo_worker_in_a_task_is_busy_not_mute()
    {
        var feed = Up().Stats(W, kind: "solo", size: 1).Beat(W, active: 1).Wait(3).Silent(W, Light.Yes).Wait(3).Silent(W, Light.Yes);
        Assert.Equal(Health.Busy, feed.HealthOf(W));
        feed.Wait(20);
        Assert.Equal(Health.Busy, feed.HealthOf(W));
        Assert.Contains("busy or hung", feed.Worker(W).Health.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_goodbye_with_running_task_runs_is_draining_and_the_exit_makes_it_stopped()
    {
        var feed = Up().Process(W, FleetFeed.Ours()).Goodbye(W, active: 1);
        Assert.Equal(Health.Draining, feed.HealthOf(W));
        feed.Wait(60);
        Assert.Equal(Health.Draining, feed.HealthOf(W));
        feed.Process(W, new ProcessSight.Gone(100, 5));
        Assert.Equal(Health.Stopped, feed.HealthOf(W));
    }

    [Fact]
    public void Without_sight_of_the_host_a_goodbye_with_nothing_running_becomes_stopped_after_a_while()
    {
        var feed = Up().Goodbye(W);
        Assert.Equal(Health.Stopping, feed.HealthOf(W));
        feed.Wait(2);
        Assert.Equal(Health.Stopped, feed.HealthOf(W));
    }

    [Fact]
    public void A_process_that_ended_without_a_goodbye_has_failed()
    {
        var feed = Up().Process(W, FleetFeed.Ours()).Process(W, new ProcessSight.Gone(100, 5));
        Assert.Equal(Health.Failed, feed.HealthOf(W));
        Assert.Equal(Light.No, feed.Worker(W).Lights.Process);
    }

    [Fact]
    public void A_new_process_under_the_name_clears_what_was_seen_of_the_old_one()
    {
        var feed = Up().Process(W, new ProcessSight.Gone(100, 5)).Wait(1).Online(W, pid: 200).Pong(W);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
    }

    [Fact]
    public void A_worker_with_backlog_and_room_that_starts_nothing_is_deaf()
    {
        var feed = Up().Stats(W).Answer(W, new FactAnswer.Queues([new QueueBinding("mail", null, null, null)]));
        feed.Put(new FleetEvent.QueueSeen(feed.Now, new QueueId(FleetFeed.Source, "mail"), new QueueDepth(5, [], 0, null)));
        for (var i = 0; i < 10; i++)
        {
            feed.Wait(2).Beat(W).Pong(W);
        }

        Assert.Equal(Health.Deaf, feed.HealthOf(W));
        Assert.Equal(Light.No, feed.Worker(W).Lights.Consumption);
        feed.Beat(W, processed: 1);
        Assert.Equal(Health.Ready, feed.HealthOf(W));
    }

    [Fact]
    public void Two_processes_heard_side_by_side_are_an_alarm_and_a_replaced_one_is_not()
    {
        var feed = Up().Wait(1).Beat(W, pid: 200);
        Assert.Empty(feed.Worker(W).Alarms);
        feed.Wait(1).Beat(W, pid: 100);
        Assert.Contains("2 processes", Assert.Single(feed.Worker(W).Alarms), StringComparison.Ordinal);

        var replaced = Up().Wait(1).Online(W, pid: 200).Wait(2).Beat(W, pid: 200);
        Assert.Empty(replaced.Worker(W).Alarms);
    }

    [Fact]
    public void A_listed_name_that_is_never_heard_becomes_lost()
    {
        var feed = new FleetFeed().Put(new FleetEvent.WorkerListed(default, FleetFeed.Ref(W)));
        Assert.Equal(Health.Starting, feed.HealthOf(W));
        feed.Wait(3).Silent(W).Wait(3).Silent(W);
        Assert.Equal(Health.Lost, feed.HealthOf(W));
    }

    [Fact]
    public void Heartbeats_alone_change_nothing_that_can_be_seen()
    {
        var feed = Up().Stats(W);
        var before = feed.Store.VisibleVersion;
        for (var i = 0; i < 20; i++)
        {
            feed.Wait(2).Beat(W).Pong(W).Stats(W, uptime: 60 + 2 * i);
        }

        Assert.Equal(before, feed.Store.VisibleVersion);
    }

    [Fact]
    public void Stopped_rows_are_dropped_after_ten_minutes_and_counted()
    {
        var feed = Up().Goodbye(W).Wait(3).Wait(601);
        var snapshot = feed.Snapshot();
        Assert.Empty(snapshot.Workers.Items);
        Assert.Equal(1, snapshot.Folded);
    }

    [Fact]
    public void A_picture_never_changes_after_it_was_made()
    {
        var feed = Up();
        var picture = feed.Snapshot();
        feed.Goodbye(W);
        Assert.Equal(Health.Ready, picture.Workers.Items[0].Health.Health);
        Assert.Equal(Health.Stopping, feed.HealthOf(W));
    }

    private static FleetFeed Up() => new FleetFeed().Online(W).Pong(W).Beat(W);
}
