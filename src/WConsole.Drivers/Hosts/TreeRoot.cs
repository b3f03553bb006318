using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WConsole.Drivers.Hosts;

/// <summary>What is known of a main process, to tell later what descends from it; kept when it has ended.</summary>
/// <param name="Ancestors">Its parents when it was looked at: to one of them its orphans fall.</param>
/// <param name="Environment">Null when it cannot be read.</param>
/// <param name="Pipes">Pipes and sockets that it has and its parent has not.</param>
/// <param name="KeeperMarks">Variables by which its keeper names it, and which its parent has not.</param>
/// <param name="InheritsMarks">Whether the framework's own variables in an environment prove descent: nobody above it has them.</param>
/// <param name="Service">Its systemd service's cgroup, when that holds nothing older than it; else null.</param>
internal sealed record TreeRoot(
    int Pid,
    long StartTicks,
    int Group,
    int Session,
    ImmutableArray<int> Ancestors,
    FrozenSet<string>? Environment,
    ImmutableArray<string> CommandLine,
    FrozenSet<string> Pipes,
    ImmutableArray<string> KeeperMarks,
    bool InheritsMarks,
    string? Service)
{
    /// <summary>Null when that process no longer lives.</summary>
    public static TreeRoot? Read(ProcessScan scan, int pid, long startTicks, TreeMarks marks)
    {
        if (scan.Find(pid) is not { } entry || entry.StartTicks != startTicks)
        {
            return null;
        }

        var environment = scan.Environment(pid);
        var above = scan.Environment(entry.Parent);
        var keeper = environment is null ? [] : TreeMarks.Keeper(environment);
        var keeperIsOurs = !keeper.IsEmpty && (above is null ? keeper.Any(m => m.StartsWith("WCONSOLE_ID=", StringComparison.Ordinal)) : !keeper.All(above.Contains));

        // A worker that replaced itself (HUP) has its own variables in its environment; its parent then tells whether they come from further above.
        var cleanAbove = entry.Parent > 1 && above is not null && !marks.IsInherited(above);
        var inherits = cleanAbove || (environment is not null && !marks.IsInherited(environment));
        return new TreeRoot(
            pid, startTicks, entry.Group, entry.Session, scan.Ancestors(pid), environment, scan.CommandLine(pid),
            scan.Pipes(pid).Except(scan.Pipes(entry.Parent)).ToFrozenSet(StringComparer.Ordinal),
            keeperIsOurs ? keeper : [], inherits, OwnService(scan, entry));
    }

    /// <summary>Whether an orphan of it could have this parent now.</summary>
    public bool IsReaper(int pid) => pid <= 1 || Ancestors.Contains(pid);

    // Never a login session's, and never a service that started something before it: a terminal's service holds everything typed there.
    private static string? OwnService(ProcessScan scan, ProcessEntry entry)
    {
        if (scan.Cgroup(entry.Pid) is not { } cgroup || !cgroup.EndsWith(".service", StringComparison.Ordinal) || Path.GetFileName(cgroup).StartsWith("user@", StringComparison.Ordinal))
        {
            return null;
        }

        return scan.All.Any(e => e.StartTicks < entry.StartTicks && scan.Cgroup(e.Pid) == cgroup) ? null : cgroup;
    }
}
