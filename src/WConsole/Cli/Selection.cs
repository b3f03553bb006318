using System.Collections.Immutable;
using WConsole.Cli.Output;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Cli;

/// <summary>Finds the workers that a command line names, then learns more facts about just them.</summary>
internal static class Selection
{
    // What names and filters can be judged by.
    private static readonly FactKind[] Rough = [FactKind.Control, FactKind.Stats, FactKind.Active, FactKind.Queues];

    /// <returns>The workers with the facts, and the frame of that picture.</returns>
    public static async Task<(ImmutableArray<WorkerState> Workers, ListingFrame? Frame, CliError? Error)> OfAsync(
        Session session, TargetRequest request, FactKind fact, CancellationToken token) => await OfAsync(session, request, [fact], token);

    /// <inheritdoc cref="OfAsync(Session, TargetRequest, FactKind, CancellationToken)"/>
    public static async Task<(ImmutableArray<WorkerState> Workers, ListingFrame? Frame, CliError? Error)> OfAsync(
        Session session, TargetRequest request, ImmutableArray<FactKind> facts, CancellationToken token)
    {
        // A filter may ask for anything a row shows; names and globs only need to know who is there.
        FactKind[] first = request.Filter is null ? [FactKind.Control] : Rough;
        var (frame, unreached) = await session.GatherAsync([.. first.Select(k => Interest.InAll(k, ListVerbs.MaxAge))], token);
        if (frame is null)
        {
            return ([], null, unreached);
        }

        var (workers, error) = Targets.Resolve(request, frame.View);
        if (error is not null)
        {
            return ([], null, error);
        }

        if (facts.IsEmpty)
        {
            return (workers, frame, null);
        }

        var wanted = workers.SelectMany(w => facts.Select(k => Interest.InOne(w.Worker.Id, k, ListVerbs.MaxAge)));
        (frame, unreached) = await session.GatherAsync([.. wanted], token);
        return frame is null
            ? ([], null, unreached)
            : ([.. workers.Select(w => frame.View.Snapshot.Workers.Find(w.Worker.Id) ?? w)], frame, null);
    }
}
