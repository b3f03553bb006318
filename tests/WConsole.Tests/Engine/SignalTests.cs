using WConsole.Engine;

namespace WConsole.Tests.Engine;

public sealed class SignalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 20_000)]
    public async Task Rings_while_nobody_waits_count_as_one()
    {
        var signal = new Signal();
        signal.Ring();
        signal.Ring();
        signal.Ring();
        await signal.WaitAsync(Token);
        Assert.False(signal.WaitAsync(Token).IsCompleted);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_ring_ends_the_wait_and_the_next_wait_needs_another()
    {
        var signal = new Signal();
        var first = signal.WaitAsync(Token);
        Assert.False(first.IsCompleted);
        signal.Ring();
        await first;
        var second = signal.WaitAsync(Token);
        Assert.False(second.IsCompleted);
        signal.Ring();
        await second;
    }

    [Fact(Timeout = 20_000)]
    public async Task A_wait_that_is_given_up_takes_no_ring_along()
    {
        var signal = new Signal();
        using var stop = new CancellationTokenSource();
        var wait = signal.WaitAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        signal.Ring();
        await signal.WaitAsync(Token);
    }

    [Fact(Timeout = 20_000)]
    public async Task Many_threads_may_ring_and_nobody_waits_for_ever()
    {
        var signal = new Signal();
        var ringing = Task.Run(() => Parallel.For(0, 1_000, _ => signal.Ring()), Token);
        await signal.WaitAsync(Token);
        await ringing;
        signal.Ring();
        await signal.WaitAsync(Token);
    }
}
