using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Carries out the steps of routes on Celery workers and reports what came of each.</summary>
internal sealed class CelerySteps(ProcFs proc, CeleryRoster roster, CeleryTrees trees, CelerySettings settings, TimeProvider time, Func<ILauncherDoor>? launcher)
{
    private readonly SignalSender _signals = new(proc);
    private readonly ProcessExit _exit = new(proc, time);
    private readonly TreeEnder _trees = new(proc, time);
    private readonly AppendedReader _appended = new(time);

    // A process in uninterruptible sleep ends only when its call returns.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);

    // A start counts after 5 s; a slow import is told as under way.
    private readonly LauncherHand _launcher = new(proc, launcher, time, TimeSpan.FromSeconds(20));

    // What the launcher noted of workers that are to be asked to end next.
    private readonly ConcurrentDictionary<WorkerId, string> _noted = new();

    // Where each file ended right before the signal that makes it grow.
    private readonly ConcurrentDictionary<(WorkerId Worker, string Path), long> _ends = new();

    public async Task<StepReport> RunAsync(RouteStep step, Worker worker, CelerySession? session, string address, CancellationToken cancellationToken)
    {
        var report = await DoAsync(step, worker, session, address, cancellationToken);
        if (step is RouteStep.HandOver over && report.Ok)
        {
            _noted[worker.Id] = over.Unit;
        }
        else if (step is RouteStep.RemoteControl { Command: "shutdown" } or RouteStep.Signal { Name: "TERM" } && _noted.TryRemove(worker.Id, out var unit) && !report.Ok)
        {
            // It could not even be asked to end: started from its note it would run twice.
            await _launcher.ForgetAsync(unit, cancellationToken);
        }

        return report;
    }

    private async Task<StepReport> DoAsync(RouteStep step, Worker worker, CelerySession? session, string address, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case RouteStep.RemoteControl control:
                if (session is null)
                {
                    return new StepReport(false, $"not connected to {address}");
                }

                try
                {
                    return await ControlAsync(control, worker, session, cancellationToken);
                }
                catch (RedisFault fault)
                {
                    return new StepReport(false, Secrets.Mask(fault.Message));
                }

            case RouteStep.Signal signal:
                return Signal(signal, worker);
            case RouteStep.AwaitGone wait:
                return await _exit.WaitAsync(wait.Pid, wait.StartTicks, wait.AtMost, cancellationToken)
                    ? new StepReport(true, $"pid {wait.Pid} is gone")
                    : new StepReport(false, $"pid {wait.Pid} still lives after {wait.AtMost.TotalSeconds:0} s");
            case RouteStep.HandOver over:
                return Proven(worker) is { } mine && mine.Pid == over.Pid && mine.StartTicks == over.StartTicks
                    ? await _launcher.NoteAsync(over, recipe => CeleryHandOver.Group(worker.Name, recipe, new Predecessor(over.Pid, over.StartTicks)), cancellationToken)
                    : new StepReport(false, $"pid {over.Pid} is not proven to be {worker.Name}: nothing was stopped");
            case RouteStep.StartHere start:
                return await _launcher.StartAsync(start.Unit, cancellationToken);
            case RouteStep.EndTree end:
                return await EndAsync(end, worker, cancellationToken);
            case RouteStep.ReadAppended read:
                return await ReadAsync(read, worker, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<StepReport> ControlAsync(RouteStep.RemoteControl control, Worker worker, CelerySession session, CancellationToken cancellationToken)
    {
        var node = worker.Name;
        var amount = control.Amount ?? 1;
        switch (control.Command)
        {
            case "ping":
                return await AskAsync(new ControlMethod.Ping(), node, session, cancellationToken);
            case "pool_grow":
                return await AskAsync(new ControlMethod.PoolGrow(amount), node, session, cancellationToken);
            case "pool_shrink":
                return await AskAsync(new ControlMethod.PoolShrink(amount), node, session, cancellationToken);
            case "pool_restart":
                return await RenewAsync(worker, session, cancellationToken);
            case "shutdown":
                // Never answered: what proves it is its goodbye and its end.
                var told = await session.TellAsync(new ControlMethod.Shutdown(), Destination.Of(node), cancellationToken);
                return told.Listeners == 0
                    ? new StepReport(false, "nobody listens for commands: nothing was stopped")
                    : new StepReport(true, "shutdown sent");
            default:
                return new StepReport(false, $"{control.Command} is no command of this driver");
        }
    }

    // An idle process of a pool looks for its end only when it is woken, and each order wakes one of them, maybe one that is new already (celery-redis §2.3):
    // so as many orders as old processes, and more for those that are left a moment later. Modules are loaded again by the first.
    private async Task<StepReport> RenewAsync(Worker worker, CelerySession session, CancellationToken cancellationToken)
    {
        const int Most = 32;
        const int Rounds = 4;
        ImmutableArray<int> old = worker.Facts.Stats.Value?.Pool.ChildPids is { IsDefault: false } children ? children : [];
        var report = await AskAsync(new ControlMethod.PoolRestart(Reload: true), worker.Name, session, cancellationToken);
        var left = Math.Clamp(old.Length - 1, 0, Most);
        for (var round = 0; round < Rounds && left > 0 && report.Ok; round++)
        {
            for (var i = 0; i < left && report.Ok; i++)
            {
                report = await AskAsync(new ControlMethod.PoolRestart(), worker.Name, session, cancellationToken);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            left = Math.Min(await ChildrenAsync(worker.Name, session, cancellationToken) is { IsDefault: false } now ? now.Count(old.Contains) : 0, Most);
        }

        return report;
    }

    // The pids of a pool's processes at this moment; default when the worker does not say.
    private async Task<ImmutableArray<int>> ChildrenAsync(string node, CelerySession session, CancellationToken cancellationToken)
    {
        ImmutableArray<int> pids = default;
        var (request, _) = await session.AskAsync(
            new ControlMethod.Stats(),
            Destination.Of(node),
            readRegistry: false,
            (reply, _) => pids = CeleryFacts.AnswerOf(FactKind.Stats, reply.Value, null) is FactAnswer.Stats stats ? stats.Value.Pool.ChildPids : default,
            cancellationToken);
        await request.WaitAsync(settings.ReplyTimeout, cancellationToken);
        return pids;
    }

    private async Task<StepReport> AskAsync(ControlMethod method, string node, CelerySession session, CancellationToken cancellationToken)
    {
        var said = new TaskCompletionSource<(ReplyMessage Reply, TimeSpan Trip)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (request, published) = await session.AskAsync(
            method,
            Destination.Of(node),
            readRegistry: false,
            (reply, trip) =>
            {
                if (reply.Node == node)
                {
                    said.TrySetResult((reply, trip));
                }
            },
            cancellationToken);
        await request.WaitAsync(settings.ReplyTimeout, cancellationToken);
        if (!said.Task.IsCompletedSuccessfully)
        {
            return new StepReport(false, published.Listeners == 0 ? "nobody listens for commands" : $"no answer in {settings.ReplyTimeout.TotalSeconds:0.#} s");
        }

        var (answer, trip) = await said.Task;
        var text = answer.OkText ?? "";
        return answer.ErrorText is { } error ? new StepReport(false, error)
            : method is ControlMethod.Ping ? new StepReport(true, $"{(text.Length > 0 ? text : "answered")} in {Milliseconds(trip)} ms")
            : new StepReport(true, text);
    }

    private StepReport Signal(RouteStep.Signal signal, Worker worker)
    {
        // Only a process that was proven this worker's is ever signalled, whatever the step says.
        if (Proven(worker) is not { } ours || ours.Pid != signal.Pid || ours.StartTicks != signal.StartTicks)
        {
            return new StepReport(false, $"pid {signal.Pid} is not proven to be {worker.Name}: {signal.Name} was not sent");
        }

        if (signal.Name == "USR1" && ours.StderrPath is { } path)
        {
            _ends[(worker.Id, path)] = AppendedReader.EndOf(path);
        }

        var outcome = _signals.Send(signal.Pid, signal.StartTicks, signal.Name);
        var done = outcome.Result == SignalResult.Sent
            // What was to end has ended already.
            || (outcome.Result == SignalResult.Gone && signal.Name is "TERM" or "QUIT" or "KILL");
        return new StepReport(done, outcome.Text);
    }

    private async Task<StepReport> EndAsync(RouteStep.EndTree end, Worker worker, CancellationToken cancellationToken)
    {
        // The tree hangs on a process that was proven this worker's; without one there is none.
        if (roster.Find(worker.Id)?.Proven is not { } proven)
        {
            return new StepReport(false, $"no process is proven to be {worker.Name}: nothing was signalled");
        }

        var ending = await _trees.EndAsync(() => Living(worker.Name, proven, end.OnlyLeftovers), end.Processes, EndsWithin, cancellationToken);
        var detail = string.Concat(ending.Ended.Select(p => $"ended: {p.Text}\n").Concat(ending.Left.Select(l => $"STILL THERE: {l.Process.Text}: {l.Why}\n")));
        return ending.Left.IsEmpty
            ? new StepReport(true, ending.Ended.Length == 1 ? "1 process ended" : $"{ending.Ended.Length} processes ended", detail)
            : new StepReport(false, $"{ending.Left.Length} still there: {string.Join("; ", ending.Left.Take(3).Select(l => $"pid {l.Process.Pid}: {l.Why}"))}", detail);
    }

    private ImmutableArray<TreeProcess> Living(string node, ProcessSight.Ours proven, bool onlyLeftovers)
    {
        var tree = trees.Look(node, proven);
        return onlyLeftovers ? tree.Leftovers : [.. tree.Processes, .. tree.Leftovers];
    }

    private async Task<StepReport> ReadAsync(RouteStep.ReadAppended read, Worker worker, CancellationToken cancellationToken)
    {
        var from = _ends.TryRemove((worker.Id, read.Path), out var end) ? end : AppendedReader.EndOf(read.Path);
        var appended = await _appended.ReadAsync(read.Path, from, read.AtMost, cancellationToken);
        if (appended.Fault is { } fault)
        {
            return new StepReport(false, fault);
        }

        var threads = TracebackText.Parse(appended.Text);
        if (threads.IsEmpty)
        {
            return appended.Text.Trim().Length == 0
                ? new StepReport(false, $"nothing was written to {read.Path} in {read.AtMost.TotalSeconds:0} s")
                : new StepReport(false, $"no dump among what was written to {read.Path}", Secrets.Mask(appended.Text));
        }

        return new StepReport(true, threads.Length == 1 ? "1 thread" : $"{threads.Length} threads", Secrets.Mask(TracebackText.Render(threads)));
    }

    private ProcessSight.Ours? Proven(Worker worker) =>
        worker.Facts.Process.Value as ProcessSight.Ours ?? roster.Find(worker.Id)?.Proven;

    private static string Milliseconds(TimeSpan span) =>
        span.TotalMilliseconds.ToString(span.TotalMilliseconds < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
