using System.Diagnostics;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>Event → admission class. Pure.</summary>
public static class Admission
{
    public static AdmissionClass ClassOf(FleetEvent fleetEvent) => fleetEvent switch
    {
        FleetEvent.WorkerBeat => AdmissionClass.Heartbeat,
        FleetEvent.FactAsked or FleetEvent.FactAnswered or FleetEvent.FactFailed => AdmissionClass.Answer,
        FleetEvent.QueueSeen or FleetEvent.QueueFailed => AdmissionClass.Answer,
        FleetEvent.WorkerListed or FleetEvent.MailboxSeen or FleetEvent.ListenersCounted or FleetEvent.WorkerAnswered => AdmissionClass.Answer,

        // An action that moves on says so again; its end is said once.
        FleetEvent.ActionChanged { Run.Ended: false } => AdmissionClass.Answer,
        FleetEvent.ActionChanged or FleetEvent.Audited => AdmissionClass.Lifecycle,
        FleetEvent.WorkerOnline or FleetEvent.WorkerOffline or FleetEvent.WorkerSilent or FleetEvent.UnitSeen or FleetEvent.UnitGone => AdmissionClass.Lifecycle,
        FleetEvent.SourceChanged or FleetEvent.Malformed or FleetEvent.WorkersCapped => AdmissionClass.Lifecycle,
        _ => throw new UnreachableException(),
    };

    /// <summary>The worker whose waiting heartbeat a newer one replaces; null for everything else.</summary>
    internal static WorkerId? Replaces(FleetEvent fleetEvent) => fleetEvent is FleetEvent.WorkerBeat beat ? beat.Worker.Id : null;
}
