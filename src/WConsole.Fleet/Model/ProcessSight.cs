using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>What this host shows of a worker's process. A closed list: <see cref="Ours"/>, <see cref="Elsewhere"/>, <see cref="Unproven"/>, <see cref="Gone"/>.</summary>
public abstract record ProcessSight
{
    private ProcessSight()
    {
    }

    /// <summary>A live process that is proven to be this worker's main process. Only pid and start time are compared later.</summary>
    /// <param name="StartTicks">Start time in clock ticks since boot (field 22 of /proc/PID/stat).</param>
    /// <param name="Evidence">Why it is believed to be ours, one line.</param>
    /// <param name="StdoutIsTerminal">True when fd 1 is a terminal; null when unreadable.</param>
    /// <param name="StderrPath">The regular file behind fd 2, when it is one that can be read; else null.</param>
    /// <param name="StderrKind">What fd 2 is, in words ("file /var/log/x", "a pipe", "terminal /dev/pts/3").</param>
    public sealed record Ours(
        int Pid,
        long StartTicks,
        string Evidence,
        ImmutableArray<string> CommandLine,
        string? Cwd,
        bool? StdoutIsTerminal,
        string? StderrPath,
        string StderrKind,
        int? ParentPid) : ProcessSight
    {
        /// <summary>The regular file behind fd 1, when it is one that can be read; else null.</summary>
        public string? StdoutPath { get; init; }

        /// <summary>Why it could not be started again here with the same command, directory and environment by somebody else; null: it could.</summary>
        public string? NoStartAgain { get; init; }
    }

    /// <summary>It runs on another host, or in another pid namespace.</summary>
    public sealed record Elsewhere(string Why) : ProcessSight;

    /// <summary>There may be a process here, but it could not be proven to be this worker's.</summary>
    public sealed record Unproven(string Why) : ProcessSight;

    /// <summary>The process that was proven ours is gone (or a zombie).</summary>
    public sealed record Gone(int Pid, long StartTicks) : ProcessSight
    {
        /// <summary>The file that its output went to, as far as that was known while it lived; else null.</summary>
        public string? LogPath { get; init; }
    }
}
