using System.Runtime.InteropServices;

namespace WConsole.Drivers.Hosts;

/// <summary>The few calls that .NET has no name for.</summary>
internal static partial class LibC
{
    // Linux, x64 and arm64 alike.
    private const long PidfdSendSignal = 424;
    private const long PidfdOpenCall = 434;
    private const int ClockTicks = 2;
    private const int AtFdCwd = -100;
    private const uint StatxInode = 0x100;

    /// <returns>A descriptor, or −1 with errno.</returns>
    internal static int PidfdOpen(int pid) => (int)SystemCall(PidfdOpenCall, pid, 0, 0, 0);

    /// <returns>0, or −1 with errno.</returns>
    internal static int PidfdSend(int descriptor, int signal) => (int)SystemCall(PidfdSendSignal, descriptor, signal, 0, 0);

    internal static long TicksPerSecond()
    {
        var ticks = SysConf(ClockTicks);
        return ticks > 0 ? ticks : 100;
    }

    /// <summary>Device and inode of what has this name; null when nothing has it.</summary>
    internal static unsafe (ulong Device, ulong Inode)? FileId(string path)
    {
        // struct statx looks the same on every architecture: the inode at 32, the device's numbers at 136 and 140.
        var answer = stackalloc byte[256];
        return StatX(AtFdCwd, path, 0, StatxInode, answer) == 0 ? (*(ulong*)(answer + 136), *(ulong*)(answer + 32)) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* answer);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial long SysConf(int name);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long a, long b, long c, long d);
}
