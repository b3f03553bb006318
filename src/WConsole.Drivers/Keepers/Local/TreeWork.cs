using System.Collections.Immutable;
using System.Threading.Channels;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Ends what is left of programs' trees: asks first, then kills. One task for all of them, so that twenty stops at once share their looks at the
/// processes of the host.
/// </summary>
/// <param name="moreToCome">Whether a process that was asked to end still lives: what is left of its tree will be ended, too.</param>
internal sealed class TreeWork(ProcFs proc, TimeProvider time, Func<bool> moreToCome, Action<string, ImmutableArray<string>> ended)
{
    // Between two looks while nothing was heard; each look at all processes costs some 10 ms of a core.
    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LastStep = TimeSpan.FromMilliseconds(200);
    // Between two looks at those that were asked: one line of /proc for the first of them that lives.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan TogetherAtMost = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan RehearseAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KillWithin = TimeSpan.FromSeconds(3);

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SignalSender _signals = new(proc);
    private readonly TreeEnder _ender = new(proc, time);
    private volatile bool _isAsked;

    /// <summary>Ends the tree of a root; a second call for the same id takes the place of the first.</summary>
    public void End(string id, TreeRoot root, string signal, TimeSpan grace)
    {
        _isAsked = true;
        _jobs.Writer.TryWrite(new Job(id, root, signal, time.GetTimestamp(), grace));
    }

    /// <summary>One look for nothing while nothing is to do: the first one takes some 10 ms longer than the others, and an operator would wait for it.</summary>
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(RehearseAfter, time, cancellationToken);
        try
        {
            if (!_isAsked && proc.Scan() is var scan && scan.Find(Environment.ProcessId) is { } self && TreeRoot.Read(scan, self.Pid, self.StartTicks, Marks) is { } root)
            {
                new TreeMemory(root, Marks, self.Pid).Look(scan, []);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that ended under the look.
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, Work>(StringComparer.Ordinal);
        var step = FirstStep;
        while (true)
        {
            if (open.Count == 0 && !await _jobs.Reader.WaitToReadAsync(cancellationToken))
            {
                return;
            }

            var begun = time.GetTimestamp();
            while (Take(open))
            {
                step = FirstStep;
                if (moreToCome() && time.GetElapsedTime(begun) < TogetherAtMost)
                {
                    // Twenty that are stopped together end within a few milliseconds of each other, and one look serves them all.
                    await ChannelWait.ForAsync(_jobs.Reader, Together, time, cancellationToken);
                }
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
                step = await HeardAsync(open.Values, step, cancellationToken) ? FirstStep : new TimeSpan(Math.Min(2 * step.Ticks, LastStep.Ticks));
            }
        }
    }

    // Whether there was something new to do.
    private bool Take(Dictionary<string, Work> open)
    {
        var any = false;
        while (_jobs.Reader.TryRead(out var job))
        {
            any = true;
            open[job.Id] = new Work(job, open.TryGetValue(job.Id, out var before) && before.Memory.Root.Pid == job.Root.Pid ? before.Memory : new TreeMemory(job.Root, Marks, Environment.ProcessId));
        }

        return any;
    }

    // Until all that was asked has ended, something else is to be ended, or the time is over.
    private async Task<bool> HeardAsync(IReadOnlyCollection<Work> open, TimeSpan step, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var due = open.Min(w => w.Job.Grace - time.GetElapsedTime(w.Job.Begun));
        var within = due < step ? due : step;
        while (time.GetElapsedTime(begun) < within)
        {
            await Task.Delay(step == FirstStep ? Pause : 10 * Pause, time, cancellationToken);
            if (_jobs.Reader.TryPeek(out _) || open.All(w => w.Asked.All(p => !proc.IsAlive(p.Pid, p.Start))))
            {
                return true;
            }
        }

        return false;
    }

    // The launcher's own mark is what counts; no framework's.
    internal static TreeMarks Marks { get; } = new([], null);

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
        public HashSet<(int Pid, long Start)> Asked { get; } = [];
    }
}
