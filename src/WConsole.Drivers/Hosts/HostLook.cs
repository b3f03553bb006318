namespace WConsole.Drivers.Hosts;

/// <summary>This host at one moment, as far as judging a process needs it.</summary>
/// <param name="Name">Its host name.</param>
/// <param name="Uptime">Since boot; null when unreadable.</param>
/// <param name="TicksPerSecond">Clock ticks per second, the unit of start times.</param>
public sealed record HostLook(string Name, TimeSpan? Uptime, long TicksPerSecond)
{
    /// <summary>How long a process with this start time has lived; null when the host's uptime is unknown.</summary>
    public TimeSpan? AgeOf(long startTicks) => Uptime is { } up ? up - TimeSpan.FromSeconds((double)startTicks / TicksPerSecond) : null;
}
