using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Fleet.Links;

/// <summary>A broker and a launcher on one host, fed by hand.</summary>
internal sealed class LinkFeed
{
    public const string Node = "web0@vm";
    public static readonly SourceId Launcher = new("local");
    public static readonly FrameworkId Celery = new("celery");

    public FleetFeed Feed { get; } = new();

    public LinkFeed() => Reach(true);

    public LinkFeed Reach(bool connected)
    {
        Feed.Put(new FleetEvent.SourceChanged(
            Feed.Now, new SourceState(Launcher, new FrameworkId("local"), "/state", connected ? SourcePhase.Connected : SourcePhase.Retrying, Since: Feed.Now)));
        return this;
    }

    /// <summary>A unit that runs as pid 100, started at the feed's moment unless said otherwise.</summary>
    public static Unit Unit(
        UnitPhase phase = UnitPhase.Up, int? pid = 100, long start = 5, string id = "web:0", string? node = Node, KeeperWord? word = null, double at = 0, double? due = null,
        UnitStop? stop = null, bool hasRow = true) => new(
        Launcher, id, "local", Celery, node, "vm", node is null ? new WorkerId(Celery, "local", id) : new WorkerId(Celery, "", node), hasRow, phase,
        pid is { } p ? new UnitProcess(p, start, TimeSpan.FromSeconds(at)) : null, TimeSpan.FromSeconds(at), due is { } d ? TimeSpan.FromSeconds(d) : null, word,
        stop ?? new UnitStop("TERM", TimeSpan.FromSeconds(60), null), 0, null);

    public LinkFeed Sees(Unit unit)
    {
        Feed.Put(new FleetEvent.UnitSeen(Feed.Now, unit));
        return this;
    }

    /// <summary>A worker that beats and answers.</summary>
    public LinkFeed Up(string name = Node, int pid = 100)
    {
        Feed.Online(name, pid).Pong(name).Beat(name, pid);
        return this;
    }

    public LinkFeed Wait(double seconds)
    {
        Feed.Wait(seconds);
        return this;
    }

    public IReadOnlyList<WorkerState> Rows => [.. Feed.Snapshot().Workers.Items.OrderBy(w => w.Worker.Id)];

    public WorkerState Row => Rows.Single();
}
