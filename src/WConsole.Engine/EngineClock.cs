namespace WConsole.Engine;

/// <summary>Monotonic time since the engine's start, and the wall clock for display, both from one provider.</summary>
public sealed class EngineClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>Time since the engine's start; never goes back.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>The wall clock, UTC.</summary>
    public DateTimeOffset Wall => time.GetUtcNow();
}
