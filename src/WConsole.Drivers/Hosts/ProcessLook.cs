using System.Collections.Immutable;

namespace WConsole.Drivers.Hosts;

/// <summary>What /proc shows of one pid at one moment. A closed list.</summary>
public abstract record ProcessLook
{
    private ProcessLook()
    {
    }

    /// <summary>A live process. Null means that this could not be read (mostly: it belongs to another user).</summary>
    /// <param name="StartTicks">Start time in clock ticks since boot: with the pid it names one process for ever.</param>
    /// <param name="SamePidNamespace">Whether pids mean the same to it as to us.</param>
    /// <param name="Stdout">What its fd 1 is.</param>
    /// <param name="Stderr">What its fd 2 is.</param>
    public sealed record Alive(
        int Pid,
        long StartTicks,
        int ParentPid,
        ImmutableArray<string> CommandLine,
        bool? SamePidNamespace,
        string? Cwd,
        OpenFile? Stdout,
        OpenFile? Stderr) : ProcessLook;

    /// <summary>It has ended and only waits for its parent: as good as gone.</summary>
    public sealed record Zombie(int Pid, long StartTicks) : ProcessLook;

    /// <summary>No process has this pid.</summary>
    public sealed record None : ProcessLook;

    /// <summary>Something has this pid, and this host does not let us see what.</summary>
    public sealed record Unreadable(string Why) : ProcessLook;
}

/// <summary>What a file descriptor of a process is.</summary>
/// <param name="Target">The link as the kernel writes it: a path, or "pipe:[123]".</param>
/// <param name="CanRead">Whether it is a regular file that we can open for reading.</param>
public sealed record OpenFile(string Target, bool CanRead)
{
    public bool IsTerminal => Target.StartsWith("/dev/pts/", StringComparison.Ordinal)
        || Target.StartsWith("/dev/tty", StringComparison.Ordinal)
        || Target.StartsWith("/dev/console", StringComparison.Ordinal);

    /// <summary>In words, for people.</summary>
    public string Kind => Target switch
    {
        _ when IsTerminal => $"terminal {Target}",
        _ when Target.StartsWith("pipe:", StringComparison.Ordinal) => "a pipe",
        _ when Target.StartsWith("socket:", StringComparison.Ordinal) => "a socket (often the journal)",
        "/dev/null" => "/dev/null",
        _ when Target.EndsWith(" (deleted)", StringComparison.Ordinal) => $"deleted file {Target[..^10]}",
        _ when CanRead => $"file {Target}",
        _ => $"{Target}, which we cannot read",
    };
}
