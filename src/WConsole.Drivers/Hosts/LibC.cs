using System.Runtime.InteropServices;

namespace WConsole.Drivers.Hosts;

/// <summary>The few calls that .NET has no name for.</summary>
internal static partial class LibC
{
    // Linux, x64 and arm64 alike.
    private const long PidfdSendSignal = 424;
    private const long PidfdOpenCall = 434;
    private const int ClockTicks = 2;

    /// <returns>A descriptor, or −1 with errno.</returns>
    internal static int PidfdOpen(int pid) => (int)SystemCall(PidfdOpenCall, pid, 0, 0, 0);

    /// <returns>0, or −1 with errno.</returns>
    internal static int PidfdSend(int descriptor, int signal) => (int)SystemCall(PidfdSendSignal, descriptor, signal, 0, 0);

    internal static long TicksPerSecond()
    {
        var ticks = SysConf(ClockTicks);
        return ticks > 0 ? ticks : 100;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial long SysConf(int name);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long a, long b, long c, long d);
}
