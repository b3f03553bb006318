using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// The process trees of the proven workers of this host, remembered while they live so that what outlives a main process is still known to be its.
/// Any thread may use it.
/// </summary>
internal sealed class CeleryTrees(ProcFs proc)
{
    // A keeper that starts a worker again and again must not make this grow.
    private const int MostEnded = 4;

    // A worker sets these for its pool; whatever a task run starts inherits them, and nothing else has them.
    private static readonly TreeMarks Marks = new(
        ["CELERY_LOG_LEVEL", "CELERY_LOG_FILE", "CELERY_LOG_REDIRECT", "CELERY_LOG_REDIRECT_LEVEL", "_MP_FORK_LOGLEVEL_", "_MP_FORK_LOGFILE_", "_MP_FORK_LOGFORMAT_"],
        line => CeleryCommandLine.Match(line, "") != CommandLineMatch.Other);

    private readonly Dictionary<string, List<TreeMemory>> _memories = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Looks at one worker's processes now.</summary>
    public ProcessTree Look(string node, ProcessSight.Ours proven) => Look([(node, proven)])[0].Tree;

    /// <summary>Looks at the processes of several workers, in one walk through /proc.</summary>
    public ImmutableArray<(string Node, ProcessTree Tree)> Look(IReadOnlyCollection<(string Node, ProcessSight.Ours Proven)> workers)
    {
        lock (_gate)
        {
            var scan = proc.Scan();
            foreach (var (node, proven) in workers)
            {
                Remember(node, proven, scan);
            }

            return [.. workers.Select(w => (w.Node, TreeOf(w.Node, scan)))];
        }
    }

    /// <summary>Takes note of main processes that were proven just now. Costs nothing for those that are known.</summary>
    public void Meet(IReadOnlyCollection<(string Node, ProcessSight.Ours Proven)> workers)
    {
        lock (_gate)
        {
            List<(string Node, ProcessSight.Ours Proven)> strangers =
                [.. workers.Where(w => !_memories.GetValueOrDefault(w.Node, []).Any(m => m.Root.Pid == w.Proven.Pid && m.Root.StartTicks == w.Proven.StartTicks))];
            if (strangers.Count > 0)
            {
                Look(strangers);
            }
        }
    }

    private void Remember(string node, ProcessSight.Ours proven, ProcessScan scan)
    {
        var known = _memories.TryGetValue(node, out var list) ? list : _memories[node] = [];
        if (known.All(m => m.Root.Pid != proven.Pid || m.Root.StartTicks != proven.StartTicks)
            && TreeRoot.Read(scan, proven.Pid, proven.StartTicks, Marks) is { } root)
        {
            known.Add(new TreeMemory(root, Marks, Environment.ProcessId));
            if (known.Count > MostEnded + 1)
            {
                known.RemoveAt(0);
            }
        }
    }

    private ProcessTree TreeOf(string node, ProcessScan scan)
    {
        var (processes, leftovers, doubts) = (ImmutableArray<TreeProcess>.Empty, ImmutableArray.CreateBuilder<TreeProcess>(), new List<string>());
        var memories = _memories.GetValueOrDefault(node, []);
        foreach (var memory in memories)
        {
            var others = _memories.Where(m => m.Key != node).SelectMany(m => m.Value).Select(m => m.Root).ToList();
            var successor = memories.Select(m => m.Root.StartTicks).Where(s => s > memory.Root.StartTicks).DefaultIfEmpty(long.MaxValue).Min();
            var found = memory.Look(scan, others, successor);
            doubts.AddRange(found.Doubts);
            if (found.MainLives)
            {
                processes = found.Processes;
            }
            else
            {
                leftovers.AddRange(found.Processes);
            }
        }

        // An ended main process with nothing left of it is over.
        memories.RemoveAll(m => m.Known.Count == 0);
        return new ProcessTree(processes, leftovers.ToImmutable(), [.. doubts]);
    }
}
