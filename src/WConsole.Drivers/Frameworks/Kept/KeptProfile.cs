using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>Routes and costs of actions on programs that the local launcher keeps: lifecycle goes through the keeper, the rest by signals.</summary>
/// <param name="find">What the launcher last said of a worker; null when it is no program of it.</param>
internal sealed class KeptProfile(Func<Worker, ProgramStatus?> find)
{
    /// <summary>What the source calls itself.</summary>
    public static readonly FrameworkId Id = new("local");

    private static readonly TimeSpan DumpWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(10);

    // Cold stops wait for the keeper to have asked first.
    private const string KeeperReason = "the local launcher keeps it: stopped by a signal it would be started again";

    public FrameworkProfile Profile => new(Id, "Local program", Offers, Assess) { Signals = worker => KeptSignals.Choices(worker, find(worker)) };

    private ImmutableArray<RouteOffer> Offers(FleetAction action, Worker worker)
    {
        if (find(worker) is not { } program)
        {
            return [new RouteOffer.Unfit("the launcher keeps it no more", "")];
        }

        var sample = worker.Id.Framework == KeptSignals.Sample;
        // A row that is only kept has no facts: nobody but the launcher is asked about it.
        var ours = worker.Facts.Process.Value is ProcessSight.Ours seen ? new ProgramProcess(seen.Pid, seen.StartTicks, default) : worker.IsOnlyKept ? program.State.Process : null;
        if (ours is null && program.State.Wanted && action.Action.Value is "stop" or "kill")
        {
            return [Fits("the local launcher would start it again", new RouteStep.Keeper(action.Action.Value, program.Id))];
        }

        if (ours is null && action.Action.Value is not "restart")
        {
            return [new RouteOffer.Unfit("it does not run", $"start it: wconsole start {program.Id}")];
        }

        return action.Action.Value switch
        {
            "ping" when KeptFacts.SaysNothing(program.State.Report) => [new RouteOffer.Unfit("it tells nothing on NOTIFY_SOCKET, so nothing can be asked of it", "docs/notify.md shows how any program can")],
            "ping" => [Fits("it reports on NOTIFY_SOCKET", new RouteStep.RemoteControl("ping"))],
            "stop" => [Fits(KeeperReason, new RouteStep.Keeper("stop", program.Id))],
            "stop-cold" when sample => [Fits($"{KeeperReason}; then QUIT ends it at once", new RouteStep.Keeper("stop", program.Id), new RouteStep.Signal("QUIT", ours!.Pid, ours.StartTicks))],
            "stop-cold" or "kill" => [Fits("the local launcher ends its whole tree", new RouteStep.Keeper("kill", program.Id))],
            "kill-leftovers" => [new RouteOffer.Unfit("the launcher ends what outlives a program by itself", "")],
            "restart" => [Fits("the local launcher keeps it", new RouteStep.Keeper("restart", program.Id))],
            "restart-hup" when sample => [Signal(ours!, "HUP", "a sample worker starts again in place on HUP")],
            "restart-hup" => [new RouteOffer.Unfit("whether this program starts again on HUP is not known", "r restarts it through its keeper")],
            "traceback" when sample && program.LogFile is { } log =>
                [Fits("it writes what its slots do to its log on USR1", new RouteStep.Signal("USR1", ours!.Pid, ours.StartTicks), new RouteStep.ReadAppended(log, DumpWithin))],
            "traceback" => [new RouteOffer.Unfit("no signal is known that makes this program write its stacks", "")],
            "pool-grow" or "pool-shrink" when sample => Resize(action, program, ours!),
            "pool-grow" or "pool-shrink" => [new RouteOffer.Unfit("its pool cannot be changed from here", $"wconsole scale {program.Group}=N changes the number of replicas")],
            "signal" => [Signal(ours!, action.Signal!, "its process is here; only the main process is signalled")],
            _ => [],
        };
    }

    private Assessment Assess(FleetAction action, Worker worker)
    {
        var program = find(worker);
        var runs = worker.Facts.Active is { HasValue: true } active ? active.Value : [];
        var deadline = program?.Stop.Deadline ?? Quick;
        switch (action.Action.Value)
        {
            case "stop":
                return new Assessment(Risk.Reversible, [], [.. Finishes(runs), .. Kill(program)], deadline, ActionId.ColdStop);
            case "restart" or "restart-hup":
                return new Assessment(Risk.Reversible, [], [.. Finishes(runs)], deadline + Quick, null);
            case "stop-cold":
                return Lossy(runs, Quick, ActionId.Kill);
            case "kill":
                return Lossy(runs, Quick, null);
            case "pool-grow" or "pool-shrink":
                return new Assessment(Risk.Reversible, [], ["until it restarts"], Quick, null);
            case "traceback":
                return new Assessment(Risk.Safe, [], [], DumpWithin + Quick, null);
            case "signal":
                var choice = KeptSignals.Choice(action.Signal!, worker, program);
                return new Assessment(choice.Risk, choice.Risk == Risk.Lossy ? Losses(runs) : [], [choice.Meaning], Quick, null);
            default:
                return new Assessment(Risk.Safe, [], [], TimeSpan.FromSeconds(5), null);
        }
    }

    private static ImmutableArray<RouteOffer> Resize(FleetAction action, ProgramStatus program, ProgramProcess ours)
    {
        var (amount, grow) = (action.Amount ?? 1, action.Action.Value == "pool-grow");
        if (!grow && program.State.Report.Slots is { } slots && slots - amount < 1)
        {
            return [new RouteOffer.Unfit($"its pool has {slots} slots: at least 1 must stay", slots > 1 ? $"shrink by at most {slots - 1}" : "")];
        }

        var step = new RouteStep.Signal(grow ? "TTIN" : "TTOU", ours.Pid, ours.StartTicks);
        return [Fits("each such signal is one slot", [.. Enumerable.Repeat(step, Math.Min(amount, 64))])];
    }

    private static RouteOffer.Fits Signal(ProgramProcess ours, string name, string reason) => Fits(reason, new RouteStep.Signal(name, ours.Pid, ours.StartTicks));

    private static RouteOffer.Fits Fits(string reason, params ImmutableArray<RouteStep> steps) => new(new Route(steps, reason));

    private static Assessment Lossy(ImmutableArray<TaskRun> runs, TimeSpan deadline, ActionId? next) =>
        new(runs.IsEmpty ? Risk.Reversible : Risk.Lossy, Losses(runs), [], deadline, next);

    private static ImmutableArray<Loss> Losses(ImmutableArray<TaskRun> runs) => [.. runs.Select(r => new Loss(r, Fate.Lost, "it was taken from its queue when it started: nobody runs it again"))];

    private static IEnumerable<string> Finishes(ImmutableArray<TaskRun> runs) => runs.IsEmpty ? [] : [$"it first finishes {(runs.Length == 1 ? "1 running task" : $"{runs.Length} running tasks")}"];

    private static IEnumerable<string> Kill(ProgramStatus? program) =>
        program?.Stop.KillAfter is { } kill ? [$"its group says: KILL of its whole tree after {kill.TotalSeconds:0.#} s"] : [];
}
