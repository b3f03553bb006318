using System.Collections.Immutable;
using System.Threading.Channels;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Ends what is left of programs' trees: asks first, then kills. One task for all of them, so that twenty stops at once share their looks at the
/// processes of the host.
/// </summary>
internal sealed class TreeWork(ProcFs proc, TimeProvider time, Action<string, ImmutableArray<string>> ended)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan KillWithin = TimeSpan.FromSeconds(3);

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SignalSender _signals = new(proc);
    private readonly TreeEnder _ender = new(proc, time);

    /// <summary>Ends the tree of a root; a second call for the same id takes the place of the first.</summary>
    public void End(string id, TreeRoot root, string signal, TimeSpan grace) => _jobs.Writer.TryWrite(new Job(id, root, signal, time.GetTimestamp(), grace));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, Work>(StringComparer.Ordinal);
        while (true)
        {
            if (open.Count == 0 && !await _jobs.Reader.WaitToReadAsync(cancellationToken))
            {
                return;
            }

            while (_jobs.Reader.TryRead(out var job))
            {
                open[job.Id] = new Work(job, open.TryGetValue(job.Id, out var before) && before.Memory.Root.Pid == job.Root.Pid ? before.Memory : new TreeMemory(job.Root, Marks, Environment.ProcessId));
            }

            var scan = proc.Scan();
            foreach (var work in open.Values.ToList())
            {
                try
                {
                    if (await DoneAsync(work, scan, cancellationToken))
                    {
                        open.Remove(work.Job.Id);
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // A process that ended under the look; the next one sees clearer.
                }
            }

            if (open.Count > 0)
            {
                await Task.Delay(Step, time, cancellationToken);
            }
        }
    }

    // The launcher's own mark is what counts; no framework's.
    internal static TreeMarks Marks { get; } = new([], _ => false);

    private async Task<bool> DoneAsync(Work work, ProcessScan scan, CancellationToken cancellationToken)
    {
        var found = work.Memory.Look(scan, []).Processes;
        if (found.IsEmpty)
        {
            ended(work.Job.Id, []);
            return true;
        }

        if (time.GetElapsedTime(work.Job.Begun) >= work.Job.Grace)
        {
            var ending = await _ender.EndAsync(() => work.Memory.Look(proc.Scan(), []).Processes, found, KillWithin, cancellationToken);
            ended(work.Job.Id, [.. ending.Left.Select(l => $"pid {l.Process.Pid} ({l.Process.Command}): {l.Why}")]);
            return true;
        }

        foreach (var process in found.Where(p => work.Asked.Add((p.Pid, p.StartTicks))))
        {
            _signals.Send(process.Pid, process.StartTicks, work.Job.Signal);
        }

        return false;
    }

    private sealed record Job(string Id, TreeRoot Root, string Signal, long Begun, TimeSpan Grace);

    private sealed record Work(Job Job, TreeMemory Memory)
    {
        public HashSet<(int, long)> Asked { get; } = [];
    }
}
