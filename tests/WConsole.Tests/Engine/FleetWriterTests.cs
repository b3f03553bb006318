using WConsole.Engine;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Engine;

public sealed class FleetWriterTests
{
    [Fact(Timeout = 20_000)]
    public async Task A_picture_is_the_same_object_until_something_changes()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        var first = bench.Engine.Snapshot();
        Assert.Same(first, bench.Engine.Snapshot());
        connection.Post(at => new FleetEvent.WorkerListed(at, bench.Source.Ref("w2")));
        Assert.NotSame(first, await bench.UntilAsync(s => s.Workers.Items.Count == 2));
        Assert.Single(first.Workers.Items);
    }

    [Fact(Timeout = 20_000)]
    public async Task Silence_alone_brings_news_when_it_falls_due()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        connection.Post(at => new FleetEvent.WorkerBeat(at, bench.Source.Ref("w1"), new Beat(11, TimeSpan.FromSeconds(2), 0, 0, "1.0")));
        await bench.UntilAsync(s => s.Workers.Items[0].Worker.Signs.LastBeat is not null);
        foreach (var (health, after) in new[] { (Health.Late, 8), (Health.Lost, 11) })
        {
            // It waits before the clock moves, so only the writer's own timer can wake it.
            var seen = bench.UntilAsync(s => s.Workers.Items[0].Health.Health == health);
            Assert.False(seen.IsCompleted);
            bench.Time.Advance(TimeSpan.FromSeconds(after));
            await seen;
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task Heartbeats_that_change_nothing_visible_wake_no_screen()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        var beat = new Beat(11, TimeSpan.FromSeconds(2), 0, 0, "1.0");
        connection.Post(at => new FleetEvent.WorkerBeat(at, bench.Source.Ref("w1"), beat));
        var before = await bench.UntilAsync(s => s.Workers.Items[0].Worker.Signs.LastBeat is not null);

        var rings = 0;
        using var screen = bench.Engine.SnapshotChanged(() => rings++);
        for (var i = 0; i < 50; i++)
        {
            connection.Post(at => new FleetEvent.WorkerBeat(at, bench.Source.Ref("w1"), beat));
        }

        await bench.UntilAsync(s => s.Version == before.Version + 50);
        Assert.Equal(0, rings);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_listener_that_throws_is_logged_and_the_others_still_hear()
    {
        await using var bench = new EngineBench();
        var heard = new TaskCompletionSource();
        using var bad = bench.Engine.SnapshotChanged(() => throw new InvalidOperationException("off by one"));
        using var good = bench.Engine.SnapshotChanged(() => heard.TrySetResult());
        await bench.ConnectAsync("w1");
        await heard.Task;
        Assert.Contains(bench.Log, l => l.Contains("off by one", StringComparison.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task The_picture_tells_what_went_through_the_pipe()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        connection.Post(at => new FleetEvent.Malformed(at, bench.Source.Id, 3, "x"));
        var snapshot = await bench.UntilAsync(s => s.Sources[0].Malformed == 3);
        Assert.Equal(snapshot.Self.Received, snapshot.Self.Folded + snapshot.Self.WaitingEvents);
        Assert.Equal(0, snapshot.Self.ResidentBytes);
    }

    [Fact]
    public void The_picture_tells_what_the_host_and_this_program_weigh()
    {
        var clock = new EngineClock(TimeProvider.System);
        var host = new HostMeasure("here", 4, 0.5, 0.4, 0.3, 1024, 512) { OwnBytes = 77 };
        var self = new FleetWriter(new EventPipe(clock), new FleetStore(), clock, _ => { }, () => host).Snapshot().Self;
        Assert.Equal((host, 77), (self.Host, self.ResidentBytes));
    }
}
