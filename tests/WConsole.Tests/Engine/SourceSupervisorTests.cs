using WConsole.Engine;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Tests.Engine;

public sealed class SourceSupervisorTests
{
    [Fact]
    public void Waits_double_up_to_five_seconds() =>
        Assert.Equal([0.25, 0.5, 1, 2, 4, 5, 5], Enumerable.Range(1, 7).Select(n => Backoff.After(n).TotalSeconds));

    [Fact(Timeout = 20_000)]
    public async Task A_source_that_ends_is_run_again_with_growing_waits_until_a_connection_held()
    {
        await using var bench = new EngineBench();
        foreach (var wait in new[] { 0.25, 0.5, 1 })
        {
            var failed = await bench.Source.NextConnectionAsync(EngineBench.Token);
            failed.Ended.SetResult(new SourceEnd(SourceFault.Unreachable, "fake://fake: connection refused; is it running?"));
            var state = (await bench.UntilAsync(s => s.Sources.Any(x => x.Phase == SourcePhase.Retrying && x.RetryAt - x.Since == S(wait)))).Sources[0];
            Assert.Equal((SourceFault.Unreachable, false), (state.Fault, state.EverConnected));
            Assert.Contains("connection refused", state.Why, StringComparison.Ordinal);
            await AdvanceAsync(bench, S(wait));
        }

        var good = await bench.Source.NextConnectionAsync(EngineBench.Token);
        var trying = await bench.UntilAsync(s => s.Sources[0].Phase == SourcePhase.Connecting);
        Assert.Contains("connection refused", trying.Sources[0].Why, StringComparison.Ordinal);
        good.Connect();
        var connected = (await bench.UntilAsync(s => s.Sources[0].Phase == SourcePhase.Connected)).Sources[0];
        Assert.Equal((null, true), (connected.Why, connected.EverConnected));

        bench.Time.Advance(S(11));
        good.Ended.SetResult(new SourceEnd(SourceFault.Lost, "gone"));
        var again = (await bench.UntilAsync(s => s.Sources[0].Phase == SourcePhase.Retrying)).Sources[0];
        Assert.Equal(S(0.25), again.RetryAt - again.Since);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_bug_in_a_source_is_a_retry_with_words_and_a_log_line()
    {
        await using var bench = new EngineBench();
        var connection = await bench.Source.NextConnectionAsync(EngineBench.Token);
        connection.Ended.SetException(new InvalidOperationException("off by one"));

        var state = (await bench.UntilAsync(s => s.Sources.Any(x => x.Phase == SourcePhase.Retrying))).Sources[0];
        Assert.Contains("off by one", state.Why, StringComparison.Ordinal);
        Assert.Contains(bench.Log, l => l.Contains("off by one", StringComparison.Ordinal));
        await AdvanceAsync(bench, S(0.25));
        await bench.Source.NextConnectionAsync(EngineBench.Token);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_run_that_has_ended_cannot_report_itself_connected()
    {
        await using var bench = new EngineBench();
        var first = await bench.Source.NextConnectionAsync(EngineBench.Token);
        first.Ended.SetResult(new SourceEnd(SourceFault.Lost, "gone"));
        await bench.UntilAsync(s => s.Sources.Any(x => x.Phase == SourcePhase.Retrying));

        first.Connect();
        first.Post(at => new FleetEvent.WorkerListed(at, bench.Source.Ref("w1")));
        var later = await bench.UntilAsync(s => s.Workers.Items.Count == 1);
        Assert.Equal(SourcePhase.Retrying, later.Sources[0].Phase);
    }

    // The wait begins after the news of it: move the clock until the next try is under way.
    private static async Task AdvanceAsync(EngineBench bench, TimeSpan by)
    {
        bench.Time.Advance(by);
        while (bench.Engine.Snapshot().Sources[0].Phase == SourcePhase.Retrying)
        {
            await Task.Yield();
            bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
