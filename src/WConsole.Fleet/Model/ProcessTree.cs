using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>One process that belongs to a worker. Pid and start time together name it for ever.</summary>
/// <param name="StartTicks">Start time in clock ticks since boot (field 22 of /proc/PID/stat).</param>
/// <param name="StartedAt">The same by the wall clock, to the second; null when the host's boot time is unknown.</param>
/// <param name="Command">Its command line in one line: text from outside.</param>
/// <param name="Evidence">Why it is believed to belong to the worker.</param>
public sealed record TreeProcess(int Pid, long StartTicks, DateTimeOffset? StartedAt, string Command, string Evidence)
{
    /// <summary>One line for people: pid, start time, command, and why it is listed.</summary>
    public string Text => $"pid {Pid}, started {StartedAt?.UtcDateTime.ToString("HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "?"}: {Command} ({Evidence})";

    public bool IsSame(TreeProcess other) => Pid == other.Pid && StartTicks == other.StartTicks;
}

/// <summary>Every live process of a worker on this host: the main process, its pool, and what its task runs started.</summary>
/// <param name="Processes">The main process first, then the others in the order of their start; empty once the main process has ended.</param>
/// <param name="Leftovers">What outlived a main process of this worker.</param>
/// <param name="Doubts">Processes that may belong to it and are not touched, and what could not be looked at; one line each.</param>
public sealed record ProcessTree(ImmutableArray<TreeProcess> Processes, ImmutableArray<TreeProcess> Leftovers, ImmutableArray<string> Doubts)
{
    public static ProcessTree Nothing { get; } = new([], [], []);

    public bool Equals(ProcessTree? other) => other is not null
        && Processes.SequenceEqual(other.Processes) && Leftovers.SequenceEqual(other.Leftovers) && Doubts.SequenceEqual(other.Doubts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Processes.Length, Leftovers.Length, Doubts.Length);
}
