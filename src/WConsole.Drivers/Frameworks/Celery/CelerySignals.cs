using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What each signal does to a worker's main process, by version, pool and state (celery-redis §5.1–5.3). Pure.</summary>
internal static class CelerySignals
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>This framework's meanings first, then every other signal by its number.</summary>
    public static ImmutableArray<SignalChoice> Choices(Worker worker)
    {
        var traits = new CeleryTraits(worker);
        string[] own = ["TERM", "QUIT", "HUP", "USR1"];
        return
        [
            .. own.Select(name => Choice(name, traits, isOwn: true)),
            .. SignalNames.All.Where(s => !own.Contains(s.Name)).Select(s => Choice(s.Name, traits, isOwn: false)),
        ];
    }

    public static ImmutableArray<RouteOffer> Offers(FleetAction action, CeleryTraits worker)
    {
        if (worker.NoSignal is var (why, remedy))
        {
            return [new RouteOffer.Unfit(why, remedy)];
        }

        var ours = worker.Ours!;
        return [new RouteOffer.Fits(new Route([new RouteStep.Signal(action.Signal!, ours.Pid, ours.StartTicks)], "its process is here; only the main process is signalled"))];
    }

    public static Assessment Assess(FleetAction action, CeleryTraits worker)
    {
        var (meaning, risk) = Mean(action.Signal!, worker);
        var losses = risk == Risk.Lossy && worker.Running is not { IsEmpty: true }
            ? worker.LastRunning.Select(run => new Loss(run, CeleryStops.FateOf(run), "the signal may end it while this runs")).ToImmutableArray()
            : [];
        ImmutableArray<string> notes = worker.IsDouble ? [meaning, "two processes answer under this name: only the one seen here is signalled"] : [meaning];
        return new Assessment(risk, losses, notes, Deadline, null);
    }

    private static SignalChoice Choice(string name, CeleryTraits worker, bool isOwn)
    {
        var (meaning, risk) = Mean(name, worker);
        return new SignalChoice(name, meaning, risk, isOwn);
    }

    private static (string Meaning, Risk Risk) Mean(string name, CeleryTraits worker) => name switch
    {
        "TERM" or "INT" => Term(name, worker),
        "QUIT" => Quit(worker),
        "HUP" => Hup(worker),
        "USR1" => worker.IsGreen
            ? ($"a {worker.Pool} worker writes nothing useful", Risk.Safe)
            : ($"traceback dump to its stderr ({worker.Ours?.StderrKind ?? "unknown"})", Risk.Safe),
        "USR2" => ("no handler: kills it (with CELERY_RDBSIG=1: a debugger that blocks it)", Risk.Lossy),
        "KILL" => ("ends it at once; what its tasks started lives on (kill ends that too)", Risk.Lossy),
        "STOP" => ("halts it until CONT: no heartbeat, no answer", Risk.Reversible),
        "CONT" => ("lets it go on after STOP", Risk.Safe),
        "TSTP" or "TTIN" or "TTOU" => ("no handler: ignored, or halts it in a terminal", Risk.Reversible),
        "WINCH" => ("ignored", Risk.Safe),
        _ => ("no handler: kills it", Risk.Lossy),
    };

    private static (string Meaning, Risk Risk) Term(string name, CeleryTraits worker)
    {
        if (worker.IsDraining && (worker.MayBeOld || name == "INT"))
        {
            return ("it drains already: a second one aborts that", Risk.Lossy);
        }

        if (worker.MayBeOld && worker.Pool is "solo" or null)
        {
            return ("warm stop, but a solo worker of Celery 5.2 aborts its task", Risk.Lossy);
        }

        return (worker.IsGreen ? "warm stop; a green pool first runs what it prefetched" : name == "INT" ? "warm stop; a second one is a cold stop" : "warm stop: finishes running tasks, then exits", Risk.Reversible);
    }

    private static (string Meaning, Risk Risk) Quit(CeleryTraits worker) => worker.Pool switch
    {
        "prefork" => ("cold stop: running tasks are lost, late-acknowledged ones requeued", worker.Running is { IsEmpty: true } && worker.Prefetched is not null ? Risk.Reversible : Risk.Lossy),
        "threads" => ("no cold stop with threads: it waits, and tasks may run twice", Risk.Lossy),
        null => ("cold stop; its pool is not known, and any but prefork loses more", Risk.Lossy),
        var pool => ($"a {pool} worker loses even late-acknowledged tasks", Risk.Lossy),
    };

    private static (string Meaning, Risk Risk) Hup(CeleryTraits worker)
    {
        if (worker.IsDraining)
        {
            return ("it drains already and would not come back", Risk.Lossy);
        }

        return CeleryHup.Offers(worker) switch
        {
            [RouteOffer.Fits] => ("restart in place: finishes running tasks, same pid, new code", Risk.Reversible),
            [RouteOffer.Unfit unfit] => ($"ends it for good: {unfit.Why}", Risk.Lossy),
            _ => ("ends it for good", Risk.Lossy),
        };
    }
}
