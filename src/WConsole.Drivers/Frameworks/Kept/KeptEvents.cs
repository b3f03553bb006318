using System.Globalization;
using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>Two sights of a kept program → what happened to the worker that it is. Pure.</summary>
internal sealed class KeptEvents(SourceId source, string host)
{
    /// <summary>The worker that a program is.</summary>
    public static WorkerId IdOf(ProgramStatus program) => new(program.Framework, "", program.Id);

    /// <param name="before">Null: it is new.</param>
    /// <param name="at">The stamp of the events.</param>
    /// <param name="now">Monotonic since boot.</param>
    public IEnumerable<FleetEvent> Between(ProgramStatus? before, ProgramStatus program, TimeSpan at, TimeSpan now, DateTimeOffset wall)
    {
        var (state, was) = (program.State, before?.State);
        var worker = new WorkerRef(IdOf(program), program.Id, host, source);
        if (was is null)
        {
            yield return new FleetEvent.WorkerListed(at, worker);
        }

        var sameRun = was is not null && was.Run == state.Run;
        var left = sameRun && was!.Process is not null && state.Process is null;
        if (Leaves(state) && !(sameRun && Leaves(was!)))
        {
            yield return new FleetEvent.WorkerOffline(at, worker, Beat(program));
        }

        // Between the halves of a restart it is not gone: it comes back by itself.
        if (left && was!.Process is { } gone && !state.StartsAfterStop && state.Phase != ProgramPhase.Starting)
        {
            yield return new FleetEvent.FactAnswered(at, worker.Id, new FactAnswer.Process(new ProcessSight.Gone(gone.Pid, gone.StartTicks) { LogPath = program.LogFile }));
        }

        if (state.Process is null || Leaves(state))
        {
            yield break;
        }

        var fresh = !sameRun || was!.Process is null || was.Report.Since < state.Report.Since;
        if (fresh && sameRun && was!.Process is not null)
        {
            // A new image in the same process: it left and came back.
            yield return new FleetEvent.WorkerOffline(at, worker, Beat(program) with { Active = 0 });
        }

        if (fresh || (Leaves(was!) && !Leaves(state)))
        {
            yield return new FleetEvent.WorkerOnline(at, worker, Beat(program));
        }

        foreach (var e in Works(before, program, worker, at, now, wall, fresh))
        {
            yield return e;
        }
    }

    /// <summary>What it says of its work; what is unchanged only when it is asked for.</summary>
    public IEnumerable<FleetEvent> Works(ProgramStatus? before, ProgramStatus program, WorkerRef worker, TimeSpan at, TimeSpan now, DateTimeOffset wall, bool all)
    {
        var report = program.State.Report;
        var reports = !KeptFacts.SaysNothing(report);
        var heard = all || KeptFacts.Heard(before!, program);
        if (!reports)
        {
            // Nothing can be asked of it; that its keeper sees it alive is its sign of life.
            yield return new FleetEvent.MailboxSeen(at, worker, Light.No);
            yield return new FleetEvent.WorkerBeat(at, worker, Beat(program));
        }
        else if (heard)
        {
            yield return new FleetEvent.MailboxSeen(at, worker, Light.Yes);
            yield return new FleetEvent.WorkerBeat(at, worker, Beat(program));
            if (program.State.CountsAsReady)
            {
                yield return new FleetEvent.WorkerAnswered(at, worker, TimeSpan.Zero);
            }
        }

        yield return new FleetEvent.FactAnswered(at, worker.Id, new FactAnswer.Stats(KeptFacts.Stats(program, now, wall)));
        if (heard && KeptFacts.Active(program) is { } runs)
        {
            yield return new FleetEvent.FactAnswered(at, worker.Id, new FactAnswer.Active(runs));
        }

        var queues = KeptFacts.Queues(program);
        if (heard)
        {
            yield return new FleetEvent.FactAnswered(at, worker.Id, new FactAnswer.Queues([.. queues.Select(q => new QueueBinding(q.Name, null, null, null))]));
            foreach (var (name, waiting) in queues)
            {
                yield return new FleetEvent.QueueSeen(at, new QueueId(source, name), new QueueDepth(waiting, [], null, null));
            }
        }
    }

    private static Beat Beat(ProgramStatus program)
    {
        var report = program.State.Report;
        return new Beat(
            program.State.Process?.Pid, program.State.Watchdog is { } watchdog ? watchdog / 4 : null, report.Running is { IsDefault: false } runs ? runs.Length : null,
            report.Done is { } done ? done + (report.Failed ?? 0) + (report.Running is { IsDefault: false } r ? r.Length : 0) : null, null);
    }

    private static bool Leaves(ProgramState state) => state.Phase == ProgramPhase.Stopping || (state.Process is not null && state.Report.Stopping);

    /// <summary>What the launcher knows of it; null while it is up and well, or ending as asked.</summary>
    internal static KeeperWord? Word(ProgramStatus program)
    {
        var s = program.State;
        return s.Phase switch
        {
            ProgramPhase.Stopped => new KeeperWord(Health.Stopped, s.Run == 0 ? "not started" : "stopped by request"),
            ProgramPhase.Waiting => new KeeperWord(Health.Waiting, $"waits for {string.Join(", ", program.WaitsFor.IsDefault ? [] : program.WaitsFor)}"),
            ProgramPhase.Starting => new KeeperWord(Health.Starting, s.Ready == Readiness.Overdue ? "started, not ready in time" : s.Ready == Readiness.No ? "started, not ready yet" : "started"),
            ProgramPhase.Running when s.Loops => new KeeperWord(Health.Waiting, $"ends again and again ({Count(s.ShortLives)} short lives): {Last(s)}"),
            ProgramPhase.Running when s.Ready != Readiness.Yes => new KeeperWord(s.Ready == Readiness.Overdue ? Health.Late : Health.Starting, s.Ready == Readiness.Overdue ? "up, not ready in time" : "up, not ready yet"),
            ProgramPhase.Backoff => new KeeperWord(Health.Waiting, s.Failures > 0 ? $"try {Count(s.Failures + 1)} of {Count(program.StartRetries + 1)} comes; {Last(s)}" : $"is started again; {Last(s)}"),
            ProgramPhase.Stopping when s.Step == StopStep.Late => new KeeperWord(Health.Late, "asked to end and still there: kill ends it"),
            ProgramPhase.Stopping when !s.Leftovers.IsEmpty => new KeeperWord(Health.Late, $"{Count(s.Leftovers.Length)} of its processes live on"),
            ProgramPhase.Exited => new KeeperWord(Health.Stopped, $"ended by itself: {Last(s)}"),
            ProgramPhase.Fatal => new KeeperWord(Health.Failed, $"given up after {Count(s.Failures)} tries; {Last(s)}"),
            _ => null,
        };
    }

    /// <summary>How it ended last, in words; null when it never did.</summary>
    internal static string? Exit(ProgramState s) => s.LastExit is { } exit ? exit.LastLine is { } line ? $"{exit.Text}: {line}" : exit.Text : null;

    private static string Last(ProgramState s) => Exit(s) ?? "how it ended is not known";

    private static string Count(int n) => n.ToString(CultureInfo.InvariantCulture);
}
