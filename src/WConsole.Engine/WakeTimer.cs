namespace WConsole.Engine;

/// <summary>Rings a signal at a moment of the engine's clock. Setting it again replaces the moment; to set the same again costs nothing.</summary>
internal sealed class WakeTimer : IDisposable
{
    private readonly EngineClock _clock;
    private readonly Signal _signal;
    private readonly ITimer _timer;
    private TimeSpan? _set;
    private volatile bool _armed;

    public WakeTimer(EngineClock clock, Signal signal)
    {
        (_clock, _signal) = (clock, signal);
        _timer = clock.Time.CreateTimer(static s => ((WakeTimer)s!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="at">Null: not at all.</param>
    public void Set(TimeSpan? at)
    {
        if (_armed && at == _set)
        {
            return;
        }

        (_set, _armed) = (at, at is not null);
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

    // A timer may ring a millisecond early: whoever then sets the same moment again must get it.
    private void Ring()
    {
        _armed = false;
        _signal.Ring();
    }
}
