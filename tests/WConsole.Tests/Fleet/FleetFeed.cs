using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Fleet;

/// <summary>Feeds a store by hand: what a source would put into the pipe, at moments the test chooses.</summary>
internal sealed class FleetFeed
{
    public static readonly SourceId Source = new("redis");
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public FleetFeed(bool connected = true)
    {
        if (connected)
        {
            Connect();
        }
    }

    public FleetStore Store { get; } = new();

    public TimeSpan Now { get; private set; }

    public static WorkerId Id(string name) => new(new FrameworkId("celery"), "", name);

    public static WorkerRef Ref(string name) => new(Id(name), name, name.Contains('@', StringComparison.Ordinal) ? name.Split('@')[1] : null, Source);

    public FleetFeed Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Store.Advance(Now);
        return this;
    }

    public FleetFeed Put(params FleetEvent[] events)
    {
        Store.Apply(events);
        return this;
    }

    public FleetFeed Connect() => Phase(SourcePhase.Connected);

    public FleetFeed Phase(SourcePhase phase) =>
        Put(new FleetEvent.SourceChanged(Now, new SourceState(Source, new FrameworkId("celery"), "redis://127.0.0.1:6379/0", phase, Since: Now)));

    public FleetFeed Online(string name, int pid = 100) => Put(new FleetEvent.WorkerOnline(Now, Ref(name), BeatOf(pid)));

    public FleetFeed Beat(string name, int pid = 100, int active = 0, long processed = 0) => Put(new FleetEvent.WorkerBeat(Now, Ref(name), BeatOf(pid, active, processed)));

    public FleetFeed Goodbye(string name, int pid = 100, int active = 0) => Put(new FleetEvent.WorkerOffline(Now, Ref(name), BeatOf(pid, active)));

    public FleetFeed Pong(string name) => Put(new FleetEvent.WorkerAnswered(Now, Ref(name), TimeSpan.FromMilliseconds(3)));

    public FleetFeed Silent(string name, Light subscribed = Light.Unknown) => Put(new FleetEvent.WorkerSilent(Now, Id(name), subscribed));

    public FleetFeed Answer(string name, FactAnswer answer) => Put(new FleetEvent.FactAnswered(Now, Id(name), answer));

    public FleetFeed Stats(string name, int pid = 100, string kind = "prefork", int size = 2, double uptime = 60) =>
        Answer(name, new FactAnswer.Stats(StatsOf(pid, kind, size, uptime)));

    public FleetFeed Process(string name, ProcessSight sight) => Answer(name, new FactAnswer.Process(sight));

    public static WorkerStats StatsOf(int pid = 100, string kind = "prefork", int size = 2, double uptime = 60) =>
        new(pid, TimeSpan.FromSeconds(uptime), new Pool(kind, size, [.. Enumerable.Range(pid + 1, size)], [], null), [], null, 8, null, []);

    public static ProcessSight.Ours Ours(int pid = 100, long start = 5) =>
        new(pid, start, "command line names it", ["/usr/bin/python3", "/usr/bin/celery"], "/srv", false, "/var/log/w.err", "file /var/log/w.err", 1);

    public static TaskRun Run(string id, string name = "proj.sleep", int? slot = null, bool acknowledged = true) =>
        new(id, name, "[10]", "{}", Start, null, acknowledged, slot, "celery", 0, false);

    public FleetSnapshot Snapshot() => Store.Snapshot(Now, Start + Now, SelfState.None);

    public WorkerState Worker(string name) => Snapshot().Workers.Find(Id(name)) ?? throw new InvalidOperationException($"{name} is not known");

    public Health HealthOf(string name) => Worker(name).Health.Health;

    private static Beat BeatOf(int pid, int active = 0, long processed = 0) => new(pid, TimeSpan.FromSeconds(2), active, processed, "5.2.6");
}
