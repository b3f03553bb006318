namespace WConsole.Fleet.Launch;

/// <summary>A process that the launcher does not keep, and whose place a program of it takes: while it lives the program waits, so that there are never two.</summary>
/// <param name="StartTicks">Clock ticks since boot.</param>
public sealed record Predecessor(int Pid, long StartTicks);
