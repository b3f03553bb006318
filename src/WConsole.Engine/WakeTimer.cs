namespace WConsole.Engine;

/// <summary>Rings a signal at a moment of the engine's clock. Setting it again replaces the moment.</summary>
internal sealed class WakeTimer : IDisposable
{
    private readonly EngineClock _clock;
    private readonly ITimer _timer;
    private TimeSpan? _set;

    public WakeTimer(EngineClock clock, Signal signal)
    {
        _clock = clock;
        _timer = clock.Time.CreateTimer(static s => ((Signal)s!).Ring(), signal, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="at">Null: not at all.</param>
    public void Set(TimeSpan? at)
    {
        if (at == _set && !(at <= _clock.Now))
        {
            return;
        }

        _set = at;
        if (at is not { } moment)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers count whole milliseconds: rounded up, so that the moment has really come when it rings.
        var wait = moment - _clock.Now;
        var rounded = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, int.MaxValue)));
        _timer.Change(rounded, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
