using WConsole.Engine;

namespace WConsole.Tests.Engine;

public sealed class WakeTimerTests
{
    [Fact(Timeout = 20_000)]
    public async Task The_same_moment_set_again_after_it_rang_rings_again()
    {
        var time = new EarlyTime();
        var signal = new Signal();
        using var timer = new WakeTimer(new EngineClock(time), signal);
        for (var i = 0; i < 3; i++)
        {
            timer.Set(TimeSpan.FromSeconds(1));
            timer.Set(TimeSpan.FromSeconds(1));
            Assert.Equal(i + 1, time.Changes);
            time.Fire();
            await signal.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    // Its clock stands still: every ring comes before the moment.
    private sealed class EarlyTime : TimeProvider, ITimer
    {
        private Action? _fire;

        public int Changes { get; private set; }

        public void Fire() => _fire!();

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Changes++;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
