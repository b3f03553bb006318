namespace WConsole.Bench.Screens;

/// <summary>What the machine was doing besides.</summary>
internal static class Machine
{
    private const int ThreadClock = 3;

    /// <summary>Processor time of the calling thread so far.</summary>
    public static TimeSpan ThreadTime()
    {
        Span<long> time = stackalloc long[2];
        return ClockGetTime(ThreadClock, ref time[0]) != 0 ? TimeSpan.Zero : TimeSpan.FromTicks((time[0] * TimeSpan.TicksPerSecond) + (time[1] / 100));
    }

    /// <summary>Cores and load, for the head of a table: on a busy machine only ratios and medians say something.</summary>
    public static string Load() => $"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start";

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, ref long time);
}
