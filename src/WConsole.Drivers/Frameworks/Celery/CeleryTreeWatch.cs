using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Looks at the trees of this host's proven workers now and then, so that they are known when somebody kills a main process, and tells what outlived one.</summary>
internal sealed class CeleryTreeWatch(CeleryRoster roster, CeleryTrees trees, ProcFs proc, TimeProvider time)
{
    // One walk through /proc takes 10 ms of processor time, whatever the number of workers: a thousandth of a core.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ProcessTree> _told = new(StringComparer.Ordinal);

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(IEventSink sink, CancellationToken cancellationToken)
    {
        await Task.Delay(First, time, cancellationToken);
        while (true)
        {
            Look(sink);
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    private void Look(IEventSink sink)
    {
        List<(string Node, ProcessSight.Ours Proven)> local = [.. roster.All().Where(n => n.Proven is not null).Select(n => (n.Name, n.Proven!))];
        if (local.Count == 0)
        {
            return;
        }

        foreach (var (node, tree) in trees.Look(local))
        {
            // News is only what outlived a main process; the living tree is told to who asks for it.
            var before = _told.GetValueOrDefault(node, ProcessTree.Nothing);
            if (tree.Leftovers.SequenceEqual(before.Leftovers) || roster.Find(node) is not { Proven: { } proven } known)
            {
                continue;
            }

            _told[node] = tree;
            sink.Post(new FleetEvent.FactAnswered(sink.Now, known.Id, new FactAnswer.Tree(tree)));
            if (!proc.IsAlive(proven.Pid, proven.StartTicks))
            {
                sink.Post(new FleetEvent.FactAnswered(sink.Now, known.Id, new FactAnswer.Process(ProcessProof.Gone(proven))));
            }
        }
    }
}
