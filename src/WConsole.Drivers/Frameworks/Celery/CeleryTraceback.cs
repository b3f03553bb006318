using System.Collections.Immutable;
using WConsole.Fleet.Actions;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>The dump that USR1 makes a worker write to its stderr (celery-redis §5.1, §5.2).</summary>
internal static class CeleryTraceback
{
    // Since 5.3 the handler only sets a flag: up to a second passes before anything is written.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    public static ImmutableArray<RouteOffer> Offers(CeleryTraits worker)
    {
        if (worker.IsGreen)
        {
            return [new RouteOffer.Unfit($"a {worker.Pool} worker writes nothing useful on USR1", "use py-spy on its host")];
        }

        if (worker.NoSignal is var (why, remedy))
        {
            return [new RouteOffer.Unfit(why, remedy)];
        }

        var ours = worker.Ours!;
        if (ours.StderrPath is not { } path)
        {
            return
            [
                new RouteOffer.Unfit(
                    $"the dump would go to its stderr, which is {ours.StderrKind} and cannot be read from here",
                    $"send USR1 to pid {ours.Pid} by hand and look there, or start it with stderr to a file"),
            ];
        }

        return
        [
            new RouteOffer.Fits(new Route(
                [new RouteStep.Signal("USR1", ours.Pid, ours.StartTicks), new RouteStep.ReadAppended(path, AtMost)],
                "it writes the stack of every thread to its stderr, a file that can be read here")),
        ];
    }

    public static Assessment Assess(CeleryTraits worker) => new(
        Risk.Safe,
        [],
        worker.Ours is { } ours ? [$"the dump goes to its stderr, {ours.StderrKind}, and holds local variables"] : [],
        AtMost + TimeSpan.FromSeconds(2),
        null);
}
