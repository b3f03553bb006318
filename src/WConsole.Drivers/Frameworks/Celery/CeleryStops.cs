using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Warm and cold stop: how, and what they cost (celery-redis §5.1, §5.2, §5.4).</summary>
internal static class CeleryStops
{
    private static readonly TimeSpan WarmDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ColdDeadline = TimeSpan.FromSeconds(10);

    // Idle green pools take up to 4 s to end after TERM.
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(5);

    public static ImmutableArray<RouteOffer> Warm(CeleryTraits worker)
    {
        if (worker.IsGone)
        {
            return [new RouteOffer.Unfit("its process has ended", "")];
        }

        if (worker.IsDraining)
        {
            return
            [
                new RouteOffer.Unfit(
                    worker.MayBeOld ? "it is draining already, and a second TERM would abort that (Celery 5.2)" : "it is draining already",
                    "wait for it, or stop it cold"),
            ];
        }

        RouteOffer remote = worker.Answers
            ? Fits("it answers remote control", new RouteStep.RemoteControl("shutdown"))
            : worker.AnswersLater
                ? Fits("a solo worker reads commands when its task has ended", new RouteStep.RemoteControl("shutdown"))
                : new RouteOffer.Unfit(worker.WhyNoControl, "");
        RouteOffer signal = worker.Ours is { } ours
            ? Fits($"{worker.WhyNoControl}; its process is here", new RouteStep.Signal("TERM", ours.Pid, ours.StartTicks))
            : Unfit(worker);
        return [remote, signal];
    }

    public static ImmutableArray<RouteOffer> Cold(CeleryTraits worker)
    {
        if (worker.Ours is not { } ours)
        {
            return [Unfit(worker)];
        }

        if (worker.Pool == "prefork")
        {
            return [Fits("QUIT ends a prefork worker at once", new RouteStep.Signal("QUIT", ours.Pid, ours.StartTicks))];
        }

        var wait = new RouteStep.AwaitGone(ours.Pid, ours.StartTicks, BeforeKill);
        var kill = new RouteStep.Signal("KILL", ours.Pid, ours.StartTicks);
        var pool = worker.Pool ?? "unknown";
        return worker.IsDraining
            ? [Fits($"pool {pool}, draining already: only KILL is left", kill)]
            : [Fits($"pool {pool}: QUIT would lose even late-acknowledged tasks there", new RouteStep.Signal("TERM", ours.Pid, ours.StartTicks), wait, kill)];
    }

    /// <summary>A warm stop as a keeper asks for it: INT is the same to a worker without a terminal.</summary>
    public static SignalledStop BySignal(Worker worker)
    {
        var traits = new CeleryTraits(worker);
        return new SignalledStop(["TERM", "INT"], AssessWarm(traits, byKeeper: true), traits.Running is { IsEmpty: true } && traits.Prefetched is 0 or null);
    }

    /// <param name="byKeeper">Its keeper sends the signal, whether it answers or not.</param>
    public static Assessment AssessWarm(CeleryTraits worker, bool byKeeper = false)
    {
        var notes = Common(worker);
        var bySignal = byKeeper || (!worker.Answers && !worker.AnswersLater);
        var losses = ImmutableArray<Loss>.Empty;
        var risk = Risk.Reversible;
        if (bySignal && worker.MayBeOld && worker.Pool is "solo" or null && worker.Running is not { IsEmpty: true })
        {
            risk = Risk.Lossy;
            losses = [.. worker.LastRunning.Select(run => new Loss(run, FateOf(run), "TERM aborts the task of a solo worker in Celery 5.2"))];
            notes.Add(worker.Pool is null
                ? "its pool is not known: if it is solo, and Celery is 5.2, TERM aborts its task"
                : "TERM makes a solo worker of Celery 5.2 abort its task");
        }

        if (bySignal && worker.IsGreen)
        {
            notes.Add("on TERM a green pool starts and runs what it has prefetched before it ends");
        }

        if (!bySignal && (worker.AnswersLater || (worker.Answers && worker.Pool == "solo")))
        {
            notes.Add("a solo worker reads the command only when its task has ended, and may run one more first");
        }

        if (worker.Running is { IsEmpty: false } running)
        {
            notes.Add($"it first finishes {Runs(running.Length)}");
        }

        return new Assessment(risk, losses, notes.ToImmutable(), WarmDeadline, ActionId.ColdStop);
    }

    public static Assessment AssessCold(CeleryTraits worker)
    {
        var notes = Common(worker);
        var prefork = worker.Pool == "prefork";
        var running = worker.Running;
        var losses = worker.LastRunning.Select(run => new Loss(run, FateOf(run), Why(worker, run, prefork)));
        if (running is null)
        {
            notes.Add(worker.LastRunning.IsEmpty ? "what it runs is not known" : "what it runs is not known now; the list is its last word");
        }

        if (worker.Prefetched is not { } prefetched)
        {
            notes.Add("what it has prefetched is not known");
        }
        else if (prefetched > 0)
        {
            notes.Add(prefork
                ? $"{prefetched} prefetched go back to the queue"
                : $"{prefetched} prefetched go back to the queue on TERM; after KILL only when the visibility timeout has passed (1 h by default)");
        }

        if (!prefork)
        {
            notes.Add($"TERM first; KILL when it still lives after {BeforeKill.TotalSeconds:0} s");
        }

        var risk = running is { IsEmpty: true } && worker.Prefetched is not null ? Risk.Reversible : Risk.Lossy;
        return new Assessment(risk, running is { IsEmpty: true } ? [] : [.. losses], notes.ToImmutable(), ColdDeadline, ActionId.Kill);
    }

    private static string Why(CeleryTraits worker, TaskRun run, bool prefork) => run.Acknowledged switch
    {
        null => "it did not say whether its message is acknowledged",
        true when !prefork && !(worker.Pool == "solo" && worker.MayBeOld) => $"acknowledged when it started: lost unless it ends within {BeforeKill.TotalSeconds:0} s",
        true => "acknowledged when it started: nobody runs it again",
        false when prefork => "acknowledged late: goes back to the queue",
        false => "acknowledged late: runs again, after a KILL when the visibility timeout has passed (1 h by default)",
    };

    internal static Fate FateOf(TaskRun run) => run.Acknowledged switch { true => Fate.Lost, false => Fate.Redelivered, null => Fate.Unknown };

    private static ImmutableArray<string>.Builder Common(CeleryTraits worker)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (worker.IsDouble)
        {
            notes.Add("two processes answer under this name: a command over the broker stops both, a signal only the one seen here");
        }

        return notes;
    }

    private static RouteOffer.Fits Fits(string reason, params ImmutableArray<RouteStep> steps) => new(new Route(steps, reason));

    private static RouteOffer.Unfit Unfit(CeleryTraits worker)
    {
        var (why, remedy) = worker.NoSignal!.Value;
        return new RouteOffer.Unfit(why, remedy);
    }

    private static string Runs(int n) => n == 1 ? "1 running task" : $"{n} running tasks";
}
