using WConsole.Engine;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Engine;

public sealed class EventPipeTests
{
    private static readonly WorkerRef[] Workers = [.. Enumerable.Range(0, 7).Select(i => new FakeSource().Ref($"w{i}"))];

    [Theory]
    [InlineData(1, 8, 1 << 20)]
    [InlineData(2, 64, 1 << 20)]
    [InlineData(3, 1000, 4_000)]
    [InlineData(4, 50, 10_000)]
    public void Whatever_is_posted_is_taken_coalesced_dropped_or_still_waiting(int seed, int maxEvents, long maxBytes)
    {
        var random = new Random(seed);
        var pipe = Pipe(maxEvents, maxBytes);
        var drained = new List<FleetEvent>();
        var numbers = new Dictionary<FleetEvent, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < 20_000; i++)
        {
            var e = Any(random, i);
            numbers.Add(e, i);
            pipe.Post(e);
            if (random.Next(100) == 0)
            {
                pipe.Drain(drained, random.Next(1, 200), out _);
            }

            var now = pipe.Counts;
            Assert.True(now.Waiting <= maxEvents && now.WaitingBytes <= maxBytes, "the pipe outgrew its bounds");
        }

        var counts = pipe.Counts;
        Assert.Equal(counts.Posted, counts.Taken + counts.Coalesced + counts.Dropped + counts.Waiting);
        pipe.Drain(drained, int.MaxValue, out var through);
        counts = pipe.Counts;
        Assert.Equal((20_000, 0, 0L), (counts.Posted, counts.Waiting, counts.WaitingBytes));
        Assert.Equal(20_000, through);
        Assert.Equal(counts.Taken, drained.Count);
        Assert.Equal(20_000, counts.Taken + counts.Coalesced + counts.Dropped);
        Assert.True(counts.Dropped > 0, "the test must overflow the pipe");
        Assert.True(drained.Select(e => numbers[e]).IsOrdered(), "receive order was lost");
    }

    [Fact]
    public void A_newer_heartbeat_replaces_the_waiting_one_of_the_same_worker_once_the_pipe_is_half_full()
    {
        var pipe = Pipe(4);
        pipe.Post(Beat(0, 1));
        pipe.Post(Beat(0, 2));
        pipe.Post(Beat(1, 3));
        pipe.Post(Beat(0, 4));

        Assert.Equal([1, 3, 4], Drain(pipe).Cast<FleetEvent.WorkerBeat>().Select(b => b.Beat.Processed!.Value));
        Assert.Equal(1, pipe.Counts.Coalesced);
    }

    [Fact]
    public void Heartbeats_go_first_then_answers_and_lifecycle_last()
    {
        var pipe = Pipe(3);
        pipe.Post(Online(0));
        pipe.Post(Answer(0));
        pipe.Post(Beat(1, 1));
        pipe.Post(Online(1));
        Assert.Equal((1, 0, 0), Dropped(pipe));
        pipe.Post(Online(2));
        Assert.Equal((1, 1, 0), Dropped(pipe));

        // Nothing cheaper waits: the newcomer is dropped instead of something dearer.
        pipe.Post(Beat(2, 2));
        pipe.Post(Answer(3));
        Assert.Equal((2, 2, 0), Dropped(pipe));
        pipe.Post(Online(4));
        Assert.Equal((2, 2, 1), Dropped(pipe));
        Assert.Equal(["w1", "w2", "w4"], Drain(pipe).Cast<FleetEvent.WorkerOnline>().Select(o => o.Worker.Name));
    }

    [Fact]
    public void One_event_larger_than_the_pipe_is_dropped_and_costs_no_other()
    {
        var pipe = Pipe(100, 10_000);
        pipe.Post(Online(0));
        pipe.Post(new FleetEvent.FactAnswered(default, Workers[0].Id, new FactAnswer.Report(new string('x', 10_000))));

        Assert.Equal((0, 1, 0), Dropped(pipe));
        Assert.Single(Drain(pipe));
    }

    [Fact]
    public void Many_threads_post_at_once_and_nothing_is_lost_uncounted()
    {
        var pipe = Pipe(500);
        Parallel.For(0, 8, t =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                pipe.Post(Any(new Random(t * 7919 + i), i));
            }
        });

        var taken = Drain(pipe).Count;
        var counts = pipe.Counts;
        Assert.Equal(40_000, taken + counts.Coalesced + counts.Dropped);
    }

    private static EventPipe Pipe(int maxEvents, long maxBytes = 1 << 20) => new(new EngineClock(new ManualTime()), maxEvents, maxBytes);

    private static List<FleetEvent> Drain(EventPipe pipe)
    {
        var events = new List<FleetEvent>();
        pipe.Drain(events, int.MaxValue, out _);
        return events;
    }

    private static (long, long, long) Dropped(EventPipe pipe)
    {
        var counts = pipe.Counts;
        return (counts.DroppedHeartbeats, counts.DroppedAnswers, counts.DroppedLifecycle);
    }

    private static FleetEvent Any(Random random, int i) => random.Next(10) switch
    {
        < 6 => Beat(random.Next(Workers.Length), i),
        < 9 => new FleetEvent.FactAnswered(default, Workers[0].Id, new FactAnswer.Report(new string('x', random.Next(500)))),
        _ => Online(random.Next(Workers.Length)),
    };

    private static FleetEvent.WorkerBeat Beat(int worker, long processed) => new(default, Workers[worker], new Beat(1, null, 0, processed, null));

    private static FleetEvent.WorkerOnline Online(int worker) => new(default, Workers[worker], new Beat(1, null, 0, 0, null));

    private static FleetEvent.FactFailed Answer(int worker) => new(default, Workers[worker].Id, FactKind.Stats, "why");
}

internal static class Ordered
{
    public static bool IsOrdered(this IEnumerable<int> numbers) => numbers.Zip(numbers.Skip(1)).All(p => p.First < p.Second);
}
