using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Drivers.CeleryDriver;

/// <summary>Celery workers as the store would hold them, for the pure plans.</summary>
internal static class CeleryWorld
{
    public static readonly ImmutableArray<string> ByScript = ["/usr/bin/python3", "/usr/bin/celery", "-A", "proj", "worker"];

    private static readonly TimeSpan At = TimeSpan.FromSeconds(100);

    public static ProcessSight.Ours Ours => new(77, 9000, "named", ByScript, "/srv", false, "/var/log/w1", "file /var/log/w1", 1);

    public static Worker Worker(
        string? pool = "prefork",
        string? version = "5.2.6",
        int? size = 4,
        ImmutableArray<TaskRun>? active = null,
        ImmutableArray<TaskRun>? reserved = null,
        ProcessSight? process = null,
        WorkerSigns? signs = null,
        AutoscaleRange? autoscale = null,
        bool knowsActive = true) =>
        new(
            new WorkerId(CeleryProfile.Id, "", "w1@web1"), "w1@web1", "web1", new SourceId("test"), version,
            signs ?? Answering, [new Instance(77, At, At)],
            new WorkerFacts
            {
                Stats = pool is null
                    ? default
                    : Fact<WorkerStats>.Of(new WorkerStats(77, At, new Pool(pool, size, [], [], autoscale), [], null, null, null, []), At),
                Active = knowsActive ? Fact<ImmutableArray<TaskRun>>.Of(active ?? [], At) : default,
                Reserved = knowsActive ? Fact<ImmutableArray<TaskRun>>.Of(reserved ?? [], At) : default,
                Process = Fact<ProcessSight>.Of(process ?? Ours, At),
            });

    public static WorkerSigns Answering => new(At, LastHeard: At, PongAt: At, Subscribed: Light.Yes, Mailbox: Light.Yes);

    public static WorkerSigns Silent => Answering with { SilentPings = 2, Subscribed = Light.No };

    public static WorkerSigns Draining => Answering with { OfflineAt = At, OfflineActive = 1 };

    public static TaskRun Run(string id, bool? acknowledged) => new(id, "proj.sleep", null, null, null, null, acknowledged, null, "celery", null, null);

    public static ActionPlan Plan(ActionId action, Worker worker, int? amount = null) =>
        ActionPlanner.Plan(new FleetAction(action, [worker.Id], amount, null, null, "test"), worker, CeleryProfile.Profile);

    public static ActionPlan.Ready Ready(ActionId action, Worker worker, int? amount = null)
    {
        var plan = Plan(action, worker, amount);
        return plan as ActionPlan.Ready ?? throw new Xunit.Sdk.XunitException(((ActionPlan.Refused)plan).Text);
    }

    public static string Refused(ActionId action, Worker worker, int? amount = null) =>
        Assert.IsType<ActionPlan.Refused>(Plan(action, worker, amount)).Text;
}
