namespace WConsole.Bench.Screens;

/// <summary>What the machine was doing besides.</summary>
internal static class Machine
{
    /// <summary>Cores and load, for the head of a table: on a busy machine only ratios and medians say something.</summary>
    public static string Load() => $"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start";
}
