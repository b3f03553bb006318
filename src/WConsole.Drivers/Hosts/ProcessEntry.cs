namespace WConsole.Drivers.Hosts;

/// <summary>One live process as its stat line tells.</summary>
/// <param name="StartTicks">Start time in clock ticks since boot: with the pid it names one process for ever.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session: the pid of the process that made it, which every member descends from.</param>
internal readonly record struct ProcessEntry(int Pid, long StartTicks, int Parent, int Group, int Session);
