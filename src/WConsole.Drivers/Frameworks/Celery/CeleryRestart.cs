using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Restart of a worker that nobody keeps: the local launcher notes how it was started, it is stopped warmly, and the launcher starts it again and keeps it from
/// then on. Noted first, so that a console that ends meanwhile loses nothing.
/// </summary>
internal static class CeleryRestart
{
    // A drain may take its time; nothing escalates when it passes.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    public static ImmutableArray<RouteOffer> Offers(CeleryTraits worker, string node)
    {
        if (worker.NoSignal is var (why, remedy))
        {
            return [new RouteOffer.Unfit(why, remedy)];
        }

        var ours = worker.Ours!;
        if (worker.IsDouble)
        {
            return [new RouteOffer.Unfit("two processes answer under this name, and a stop would hit both", "give each a name of its own")];
        }

        if (ours.NoStartAgain is { } no)
        {
            return [new RouteOffer.Unfit(no, "restart it in place with HUP, or stop it and start it where it was started")];
        }

        if (CeleryCommandLine.WhyNoStartAgain(ours.CommandLine) is { } reason)
        {
            return [new RouteOffer.Unfit(reason, "stop it and start it where it was started")];
        }

        var stops = CeleryStops.Warm(worker);
        if (stops.OfType<RouteOffer.Fits>().FirstOrDefault() is not { } stop)
        {
            return stops;
        }

        var unit = Unit(node);
        return
        [
            new RouteOffer.Fits(new Route(
                [
                    new RouteStep.HandOver(unit, ours.Pid, ours.StartTicks), .. stop.Route.Steps, new RouteStep.AwaitEnd(ours.Pid, ours.StartTicks), new RouteStep.StartHere(unit),
                ],
                "nobody keeps it: the local launcher starts it again here, and keeps it from then on")),
        ];
    }

    public static Assessment Assess(CeleryTraits worker, string node)
    {
        var stop = CeleryStops.AssessWarm(worker);
        var notes = ImmutableArray.CreateBuilder<string>();
        if (worker.Ours is { } ours)
        {
            notes.Add($"pid {ours.Pid} is stopped warmly; nothing stronger is done by itself");
            notes.AddRange(stop.Notes);
            notes.Add($"then the local launcher starts it again here, and keeps it as {Unit(node)} from then on");
            notes.Add($"same command: {Secrets.Mask(string.Join(' ', ours.CommandLine))}");
            notes.Add($"same directory: {ours.Cwd}; same environment, noted in the launcher's own folder only");
            notes.Add($"its output goes to the launcher's log, no longer to {ours.StderrKind}");
        }

        return stop with { Notes = notes.ToImmutable(), Deadline = Deadline };
    }

    /// <summary>The program that it becomes: its group is named as the node is, without the host.</summary>
    public static string Unit(string node) => Replica.Id(Group(node), 0);

    public static string Group(string node)
    {
        var name = node.Split('@')[0];
        var letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('-', '_', '.');
        return letters.Length == 0 ? "celery" : letters.Length > 60 ? letters[..60] : letters;
    }
}
