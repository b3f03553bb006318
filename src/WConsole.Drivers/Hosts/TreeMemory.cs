using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// One main process and everything that was ever seen to descend from it: so that it is still known when the links to it are gone. Bounded by
/// what lives: ended processes are forgotten at each look. Not thread safe.
/// </summary>
internal sealed class TreeMemory(TreeRoot root, TreeMarks marks, int self)
{
    private readonly Dictionary<(int Pid, long Start), string> _known = [];
    private readonly HashSet<int> _sessions = root.Session == root.Pid ? [root.Pid] : [];

    /// <summary>Sessions that one of its processes made: whoever is in one descends from it.</summary>
    public IReadOnlySet<int> Sessions => _sessions;

    /// <summary>Whether its process group is still the one that it led.</summary>
    public bool LeadsGroup { get; private set; } = root.Group == root.Pid;

    public TreeRoot Root { get; private set; } = root;

    public TreeMarks Marks => marks;

    /// <summary>This console: never among them, wherever it was started.</summary>
    public int Self => self;

    /// <summary>Processes that were seen before, with the evidence of then.</summary>
    public IReadOnlyDictionary<(int Pid, long Start), string> Known => _known;

    /// <summary>Orphans that started later than this are not its: it had ended, or another one took its place. Null while it lives.</summary>
    public long? NoLaterThan { get; private set; }

    /// <summary>What of it lives now.</summary>
    /// <param name="successor">Start of the main process that took its place; null when none did.</param>
    /// <param name="others">Other main processes of the framework that could have started an orphan just as well, living or remembered.</param>
    public TreeFinding Look(ProcessScan scan, IReadOnlyCollection<TreeRoot> others, long? successor = null)
    {
        Root = TreeRoot.Read(scan, Root.Pid, Root.StartTicks, marks) is { } now
            ? now with { Pipes = Root.Pipes.IsSubsetOf(now.Pipes) ? now.Pipes : [.. now.Pipes, .. Root.Pipes], KeeperMarks = now.KeeperMarks.IsEmpty ? Root.KeeperMarks : now.KeeperMarks }
            : Root;

        // A session or group that nobody is in any more may soon be another's: its number is a pid.
        _sessions.RemoveWhere(s => !scan.HasSession(s) || (scan.Find(s) is { } leader && !IsKnown(leader)));
        LeadsGroup &= scan.HasGroup(Root.Pid) && (scan.Find(Root.Pid) is not { } holder || holder.StartTicks == Root.StartTicks);
        var lives = scan.Has(Root.Pid, Root.StartTicks);
        NoLaterThan = lives ? null : Math.Min(NoLaterThan ?? long.MaxValue, Math.Min(successor ?? long.MaxValue, scan.Latest));
        var found = new TreeFinder(this, scan, others).Find();
        _known.Clear();
        foreach (var (entry, evidence) in found.Members)
        {
            _known[(entry.Pid, entry.StartTicks)] = evidence;
            if (entry.Session == entry.Pid)
            {
                _sessions.Add(entry.Pid);
            }
        }

        ImmutableArray<TreeProcess> processes =
        [
            .. found.Members
                .OrderBy(m => m.Entry.Pid != Root.Pid).ThenBy(m => m.Entry.StartTicks).ThenBy(m => m.Entry.Pid)
                .Select(m => new TreeProcess(m.Entry.Pid, m.Entry.StartTicks, scan.StartedAt(m.Entry), Command(scan.CommandLine(m.Entry.Pid)), m.Evidence)),
        ];
        return new TreeFinding(lives, processes, found.Doubts);
    }

    private bool IsKnown(ProcessEntry entry) => _known.ContainsKey((entry.Pid, entry.StartTicks)) || (entry.Pid == Root.Pid && entry.StartTicks == Root.StartTicks);

    internal static string Command(ImmutableArray<string> line)
    {
        const int Most = 120;
        var text = line.IsEmpty ? "(its command line cannot be read)" : string.Join(' ', line);
        return text.Length <= Most ? text : string.Concat(text.AsSpan(0, Most - 1), "…");
    }
}
