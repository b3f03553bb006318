using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Tests.Fleet.Views;

public sealed class HostsAndPulsesTests
{
    private static readonly HostMeasure Here = new("web1", 2, 3.5, 2.5, 1, 4L << 30, 1L << 30);

    [Fact]
    public void Workers_gather_by_host_and_only_this_host_has_load_and_memory()
    {
        var feed = new FleetFeed();
        foreach (var (name, active) in new[] { ("a@web1.example", 2), ("b@web1.example", 1), ("c@web2", 0) })
        {
            feed.Online(name).Pong(name).Stats(name, size: 2).Beat(name, active: active);
        }

        var snapshot = feed.Snapshot();
        var rows = HostsView.Rows(snapshot with { Self = snapshot.Self with { Host = Here } });
        Assert.Equal([("web1.example", 2, 3, 4, 75), ("web2", 1, 0, 2, 0)], rows.Select(r => (r.Name, r.Workers.Length, r.Busy!.Value, r.Slots!.Value, r.Saturation!.Value)));
        Assert.Equal((2.5, "more load than CPUs"), (rows[0].Measure!.Load5, HostsView.Note(rows[0])));
        Assert.Null(rows[1].Measure);
        Assert.Equal("?", HostsView.Spec.Find("load")!.Text(rows[1], new ViewContext(snapshot)));
    }

    [Theory]
    [InlineData("a@h", "b@h")]
    [InlineData("b@h", "a@h")]
    public void A_host_with_one_full_worker_is_busy_whichever_came_first(string first, string second)
    {
        var feed = new FleetFeed();
        foreach (var name in new[] { first, second })
        {
            feed.Online(name).Pong(name).Stats(name, size: 2).Beat(name, active: name == "a@h" ? 2 : 0);
        }

        Assert.Equal(Health.Busy, Assert.Single(HostsView.Rows(feed.Snapshot())).Worst);
    }

    [Fact]
    public void Unknown_pools_are_unknown_and_no_zero()
    {
        var row = Assert.Single(HostsView.Rows(new FleetFeed().Put(new FleetEvent.WorkerListed(default, FleetFeed.Ref("a@web1"))).Snapshot()));
        Assert.Equal((null, null, null), (row.Busy, row.Slots, row.Saturation));
    }

    [Fact]
    public void A_pulse_counts_what_was_started_since_the_last_one_and_survives_a_restart()
    {
        var feed = new FleetFeed().Online("a@h").Pong("a@h").Stats("a@h", size: 4);
        var queue = new QueueId(FleetFeed.Source, "celery");
        feed.Beat("a@h", active: 1, processed: 100).Put(new FleetEvent.QueueSeen(feed.Now, queue, new QueueDepth(7, [], null, null)));
        feed.Snapshot();
        feed.Wait(1).Snapshot();
        Assert.Single(feed.Snapshot().Pulses);
        feed.Wait(1).Beat("a@h", active: 3, processed: 120).Snapshot();
        feed.Wait(4).Beat("a@h", active: 0, processed: 8).Snapshot();
        var pulses = feed.Snapshot().Pulses;
        Assert.Equal([null, 10, 2], pulses.Select(p => p.Started));
        Assert.Equal([7L, 7, 7], pulses.Select(p => p.Waiting));
        Assert.Equal([0.25, 0.75, 0], pulses.Select(p => p.Saturation));
    }

    [Fact]
    public void Without_its_source_nothing_is_known_and_the_ring_is_bounded()
    {
        var feed = new FleetFeed().Online("a@h").Stats("a@h").Beat("a@h", active: 1, processed: 5);
        feed.Phase(SourcePhase.Retrying);
        for (var i = 0; i < 400; i++)
        {
            feed.Wait(2).Snapshot();
        }

        var pulses = feed.Snapshot().Pulses;
        Assert.Equal(300, pulses.Length);
        Assert.All(pulses, p => Assert.Equal((null, null, null), (p.Started, p.Waiting, p.Busy)));
    }

    [Fact]
    public void A_plot_has_a_column_per_step_keeps_the_last_value_where_nothing_was_sampled_and_leaves_gaps_where_nothing_is_known()
    {
        var s = TimeSpan.FromSeconds(2);
        Pulse[] samples = [new(s * 1, 1, 10, 1, 2), new(s * 2, null, 10, 1, 2), new(s * 4, 4, 0, 2, 2)];
        var plots = PulsesView.Of(samples, 6, s, s * 5);
        Assert.Equal([double.NaN, 1, double.NaN, double.NaN, 4, 4], plots[0].Values);
        Assert.Equal([double.NaN, 10, 10, 10, 0, 0], plots[1].Values);
        Assert.Equal([double.NaN, 50, 50, 50, 100, 100], plots[2].Values);
        Assert.Equal((4, "4.0", 100, "100"), (plots[0].Top, plots[0].Newest, plots[2].Top, plots[2].Newest));

        // Two rows of a plot that is 4 high: 1 lies half in the lower one, 4 fills both.
        Assert.Equal([double.NaN, 0.5, double.NaN, double.NaN, 1, 1], PulsesView.Row(plots[0], 0, 2));
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 1, 1], PulsesView.Row(plots[0], 1, 2));
    }
}
