namespace WConsole.Fleet.Launch;

/// <summary>The main process of a program: with its start time the pid names one process for ever.</summary>
/// <param name="StartTicks">Clock ticks since boot.</param>
/// <param name="At">When it was started, monotonic since boot.</param>
/// <param name="Adopted">Started by an earlier launcher: how it ends cannot be known.</param>
public sealed record ProgramProcess(int Pid, long StartTicks, TimeSpan At, bool Adopted = false);
