using System.Collections.Immutable;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>Estimates the memory an event holds while it waits: the texts and lists that outside bytes can make long. Pure.</summary>
internal static class EventSize
{
    private const int Fixed = 200;

    public static int Of(FleetEvent fleetEvent) => (int)Math.Min(int.MaxValue, Fixed + fleetEvent switch
    {
        FleetEvent.FactAnswered f => Of(f.Answer),
        FleetEvent.FactFailed f => Of(f.Why),
        FleetEvent.QueueFailed q => Of(q.Why),
        FleetEvent.QueueSeen q => Of(q.Queue.Name) + 16L * q.Depth.Steps.Length,
        FleetEvent.Malformed m => Of(m.Example),
        FleetEvent.WorkerListed w => Of(w.Worker),
        FleetEvent.MailboxSeen w => Of(w.Worker),
        FleetEvent.UnitSeen u => Of(u.Unit.Id) + Of(u.Unit.Node) + Of(u.Unit.Word?.Why) + Of(u.Unit.LastExit),
        FleetEvent.UnitGone u => Of(u.Unit),
        FleetEvent.WorkerOnline w => Of(w.Worker),
        FleetEvent.WorkerBeat w => Of(w.Worker),
        FleetEvent.WorkerOffline w => Of(w.Worker),
        FleetEvent.WorkerAnswered w => Of(w.Worker),
        FleetEvent.ActionChanged a => Of(a.Run.Progress) + Of(a.Run.Detail) + Of(a.Run.Route),
        FleetEvent.Audited a => Of(a.Record.Text) + Of(a.Record.Route) + Of(a.Record.Target),
        FleetEvent.SourceChanged s => Of(s.State.Why) + Of(s.State.Address),
        _ => 0L,
    });

    private static long Of(FactAnswer answer) => answer switch
    {
        FactAnswer.Stats s => Sum(s.Value.Details, Of) + Sum(s.Value.Pool.Limits, Of) + Sum(s.Value.Started, t => 16 + Of(t.Name)) + (4L * s.Value.Pool.ChildPids.Length),
        FactAnswer.Active a => Sum(a.Runs, Of),
        FactAnswer.Reserved a => Sum(a.Runs, Of),
        FactAnswer.Scheduled a => Sum(a.Runs, Of),
        FactAnswer.Revoked a => Sum(a.Ids, Of),
        FactAnswer.Registered a => Sum(a.Names, Of),
        FactAnswer.Queues a => Sum(a.Bindings, b => 60 + Of(b.Name) + Of(b.Exchange) + Of(b.RoutingKey)),
        FactAnswer.Conf a => Sum(a.Entries, Of),
        FactAnswer.Report a => Of(a.Text),
        FactAnswer.Process { Sight: ProcessSight.Ours ours } => Sum(ours.CommandLine, Of) + Of(ours.Evidence),
        _ => 0,
    };

    private static long Of(string? text) => text is null ? 0 : 24 + (2L * text.Length);

    private static long Of(WorkerRef worker) => Of(worker.Name) + Of(worker.HostName);

    private static long Of(Detail detail) => 40 + Of(detail.Label) + Of(detail.Value) + Of(detail.Note);

    private static long Of(TaskRun run) => 120 + Of(run.Id) + Of(run.Name) + Of(run.Args) + Of(run.Kwargs) + Of(run.Queue);

    private static long Sum<T>(ImmutableArray<T> items, Func<T, long> size)
    {
        var sum = 0L;
        foreach (var item in items.IsDefault ? [] : items)
        {
            sum += size(item);
        }

        return sum;
    }
}
