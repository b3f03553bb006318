using System.Collections.Immutable;
using WConsole.Fleet.Actions;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Restart in place by HUP: only where it is known to come back (celery-redis §5.3).</summary>
internal static class CeleryHup
{
    private const string Remedy = "stop it and start it again where it was started";

    public static ImmutableArray<RouteOffer> Offers(CeleryTraits worker)
    {
        if (worker.NoSignal is var (why, remedy))
        {
            return [new RouteOffer.Unfit(why, remedy)];
        }

        var ours = worker.Ours!;
        if (worker.IsDraining)
        {
            return [new RouteOffer.Unfit("it is draining already, and would not come back", "wait for it, then start it where it was started")];
        }

        if (CeleryCommandLine.WhyNoRestartInPlace(ours.CommandLine) is { } reason)
        {
            return [new RouteOffer.Unfit(reason, Remedy)];
        }

        return ours.StdoutIsTerminal switch
        {
            true => [new RouteOffer.Unfit("its stdout is a terminal, so it does not catch HUP and would be killed", Remedy)],
            null => [new RouteOffer.Unfit("what its stdout is cannot be read, and HUP kills a worker on a terminal", Remedy)],
            false => [new RouteOffer.Fits(new Route([new RouteStep.Signal("HUP", ours.Pid, ours.StartTicks)], "started by the celery script, stdout is no terminal: HUP replaces it in place"))],
        };
    }

    public static Assessment Assess(CeleryTraits worker)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (worker.Running is { IsEmpty: false } running)
        {
            notes.Add(running.Length == 1 ? "it first finishes 1 running task" : $"it first finishes {running.Length} running tasks");
        }

        notes.Add("code and settings are read anew, its environment stays as it is");
        if (worker.Ours is { } ours && !ours.CommandLine.IsEmpty && ours.CommandLine.Any(a => a.StartsWith("--uid", StringComparison.Ordinal) || a.StartsWith("--gid", StringComparison.Ordinal)))
        {
            notes.Add("it gave up its privileges at start; if the new start needs them, it will not come back");
        }

        if (worker.IsDouble)
        {
            notes.Add("two processes answer under this name; only the one seen here is restarted");
        }

        return new Assessment(Risk.Reversible, [], notes.ToImmutable(), TimeSpan.FromSeconds(45), null);
    }
}
