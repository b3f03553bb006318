using System.Runtime.InteropServices;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What a failed start is called: what, where, remedy.</summary>
internal static class SpawnWords
{
    public const int NoEntry = 2;
    public const int TooLong = 7;
    public const int NotAProgram = 8;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int NoAccess = 13;
    public const int NoSpace = 28;

    /// <param name="error">Of posix_spawn.</param>
    /// <param name="path">What was to be run.</param>
    public static string Of(int error, string path, SpawnOrder order) => error switch
    {
        TryAgain => "the system starts no more processes (fork: resource temporarily unavailable); raise the limit of processes (ulimit -u, pids.max), or run fewer",
        NoMemory => "the system has no memory for one more process; free some, or run fewer",
        NotAProgram => $"{path} is no program: it needs a first line like #!/bin/sh",
        NoAccess => $"{path} may not be run: permission denied (is it executable, and its folder open to this user?)",
        NoSpace => $"its log {order.Output} cannot be made: the disk is full; make room",
        TooLong => $"{path} cannot be started: its arguments and variables are too long for the system; hand them over in a file",
        NoEntry when File.Exists(path) => $"{path} names an interpreter in its first line that does not exist",
        NoEntry => $"there is no {path}, or its output file {order.Output} cannot be made",
        _ => $"{path} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}",
    };
}
