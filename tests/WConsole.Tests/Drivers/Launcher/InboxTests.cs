using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

/// <summary>The launcher's loop waits for what is handed in, for a moment, or for its end: whichever comes first.</summary>
public sealed class InboxTests
{
    private readonly ManualTime _time = new();

    [Theory(Timeout = 10_000)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-5000)]
    public async Task A_moment_that_has_passed_meanwhile_is_no_wait(int milliseconds) =>
        await new Inbox(_time).WaitAsync(TimeSpan.FromMilliseconds(milliseconds), TestContext.Current.CancellationToken);

    [Fact(Timeout = 10_000)]
    public async Task A_moment_ends_the_wait_and_not_before()
    {
        var wait = new Inbox(_time).WaitAsync(TimeSpan.FromMilliseconds(40), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(40));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await wait;
    }

    [Fact(Timeout = 10_000)]
    public async Task What_is_handed_in_ends_it()
    {
        var inbox = new Inbox(_time);
        var wait = inbox.WaitAsync(TimeSpan.FromDays(10_000), TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        var taken = false;
        inbox.Put(() => taken = true);
        await wait;
        inbox.TakeAll();
        Assert.True(taken);
    }

    [Fact(Timeout = 10_000)]
    public async Task The_end_is_told()
    {
        using var stop = new CancellationTokenSource();
        var wait = new Inbox(_time).WaitAsync(TimeSpan.FromHours(1), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
