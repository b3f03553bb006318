using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Which processes descend from a main process, at one moment: by parents, by sessions that one of them made, and, for orphans, by process group,
/// keeper's mark, inherited environment, shared pipes and service. What cannot be told from another worker's is named and left alone
/// (process-managers §5). One use.
/// </summary>
internal sealed class TreeFinder(TreeMemory tree, ProcessScan scan, IReadOnlyCollection<TreeRoot> others)
{
    // A shell starts all of a pipeline at once; what is in the worker's group and much younger can only come from it.
    private const double PipelineSeconds = 2;

    private readonly Dictionary<int, (ProcessEntry Entry, string Evidence)> _members = [];
    private readonly HashSet<int> _sessions = [.. tree.Sessions];
    private readonly List<string> _doubts = [];
    private TreeRoot Root => tree.Root;

    public (ImmutableArray<(ProcessEntry Entry, string Evidence)> Members, ImmutableArray<string> Doubts) Find()
    {
        if (scan.Has(Root.Pid, Root.StartTicks))
        {
            Add(scan.Find(Root.Pid)!.Value, "the main process");
        }

        foreach (var ((pid, start), evidence) in tree.Known)
        {
            if (scan.Has(pid, start))
            {
                Add(scan.Find(pid)!.Value, evidence);
            }
        }

        // Who could be its at all: younger, and not this console.
        var rest = scan.ByStart.Where(e => e.StartTicks >= Root.StartTicks && e.Pid != tree.Self && e.Pid > 1).ToList();
        while (rest.RemoveAll(Belongs) > 0)
        {
        }

        // Orphans one by one: each brings its own descendants.
        while (rest.FindIndex(e => Root.IsReaper(e.Parent) && !(e.StartTicks > tree.NoLaterThan) && Adopt(e)) is >= 0 and var i)
        {
            rest.RemoveAt(i);
            while (rest.RemoveAll(Belongs) > 0)
            {
            }
        }

        if (scan.Has(Root.Pid, Root.StartTicks) && Root.Environment is null)
        {
            _doubts.Add("its environment cannot be read: what left its session and lost its parent before it was seen is not found");
        }

        return ([.. _members.Values], [.. _doubts.Distinct()]);
    }

    private bool Belongs(ProcessEntry entry)
    {
        if (_members.ContainsKey(entry.Pid))
        {
            return true;
        }

        if (_members.TryGetValue(entry.Parent, out var parent) && parent.Entry.StartTicks <= entry.StartTicks)
        {
            Add(entry, entry.Parent == Root.Pid ? "its child" : $"child of pid {entry.Parent}");
            return true;
        }

        if (_sessions.Contains(entry.Session))
        {
            Add(entry, $"in the session of pid {entry.Session}");
            return true;
        }

        return false;
    }

    /// <summary>Whether a process whose parent is gone was started by it.</summary>
    private bool Adopt(ProcessEntry entry)
    {
        if (!Root.KeeperMarks.IsEmpty && scan.HasVariables(entry.Pid, Root.KeeperMarks))
        {
            return Add(entry, "its keeper's mark is in its environment");
        }

        if (IsWorker(entry.Pid))
        {
            // Another worker; or a process of this one that forked and runs on without another program.
            return IsForked(entry) && Add(entry, "forked from it, and holds its pipes");
        }

        if (entry.Group == Root.Pid && tree.LeadsGroup && scan.SecondsBetween(Root.StartTicks, entry.StartTicks) >= PipelineSeconds)
        {
            return Add(entry, "in its process group");
        }

        if (Root.Service is { } service && scan.Cgroup(entry.Pid) == service)
        {
            return Add(entry, $"in its service {Path.GetFileName(service)}");
        }

        return Inherits(entry) && Add(entry, "has the worker's environment");
    }

    private bool IsWorker(int pid) => tree.Marks.IsWorker is { } isWorker && isWorker(scan.CommandLine(pid));

    // A process title overwrites command line and environment; then the pipes alone must tell.
    private bool IsForked(ProcessEntry entry) =>
        (Root.Environment is not { } environment || (scan.CommandLine(entry.Pid).SequenceEqual(Root.CommandLine) && scan.Environment(entry.Pid)?.SetEquals(environment) == true))
        && scan.Pipes(entry.Pid).Overlaps(Root.Pipes);

    private bool Inherits(ProcessEntry entry)
    {
        if (!Root.InheritsMarks || scan.Environment(entry.Pid) is not { } environment
            || !tree.Marks.IsInherited(environment) || (Root.Environment is { } ours && !tree.Marks.Contains(environment, ours)))
        {
            return false;
        }

        // A pipe or file that only one of them writes to decides between workers that were started alike.
        var rivals = Rivals(entry, environment);
        var (outputs, known) = (Outputs(entry.Pid), Outputs(Root.Pid));
        if ((rivals.Count == 0 && Root.Environment is not null) || (outputs.Overlaps(known) && !rivals.Any(r => outputs.Overlaps(Outputs(r)))))
        {
            return true;
        }

        var rival = rivals.Count > 0 ? $"that of the worker with pid {rivals[0]}" : "that of another worker";
        _doubts.Add($"pid {entry.Pid} ({TreeMemory.Command(scan.CommandLine(entry.Pid))}) may be its, or {rival}: it is left alone");
        return false;
    }

    private List<int> Rivals(ProcessEntry entry, FrozenSet<string> environment)
    {
        var living = scan.All.Where(e => e.StartTicks <= entry.StartTicks && e.Pid != Root.Pid && !_members.ContainsKey(e.Pid) && IsWorker(e.Pid))
            .Where(e => scan.Environment(e.Pid) is not { } theirs || tree.Marks.Contains(environment, theirs))
            .Select(e => e.Pid);
        var remembered = others.Where(o => o.StartTicks <= entry.StartTicks && o.Pid != Root.Pid && (o.Environment is not { } theirs || tree.Marks.Contains(environment, theirs))).Select(o => o.Pid);
        return [.. living.Concat(remembered).Distinct()];
    }

    private HashSet<string> Outputs(int pid) => [.. new[] { scan.Output(pid, 1), scan.Output(pid, 2) }.OfType<string>().Where(o => !o.StartsWith("/dev/", StringComparison.Ordinal))];

    private bool Add(ProcessEntry entry, string evidence)
    {
        if (entry.Pid == tree.Self)
        {
            return false;
        }

        _members[entry.Pid] = (entry, evidence);
        if (entry.Session == entry.Pid)
        {
            _sessions.Add(entry.Pid);
        }

        return true;
    }
}
