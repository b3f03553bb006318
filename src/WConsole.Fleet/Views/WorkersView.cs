using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>The table of workers: the home view, <c>--batch workers</c>, and what filters and sorts them.</summary>
public static class WorkersView
{
    public static TableSpec<WorkerState> Spec { get; } = new(
        "workers",
        [
            new("name", "NAME", (w, _) => w.Worker.Name, (w, _) => SortKey.Of(w.Worker.Name), "name", MinWidth: 12, Grow: 4),
            new("state", "STATE", (w, _) => Healths.Word(w.Health.Health), (w, _) => SortKey.Of(Healths.Severity(w.Health.Health)), "state", MinWidth: 8),
            new("lights", "P C T", (w, _) => LightsText(w.Lights), (w, _) => SortKey.Of(LightsRank(w.Lights)), "lights", Priority: 4, MinWidth: 5),
            new("pool", "POOL", (w, _) => w.Pool.Kind ?? "?", (w, _) => SortKey.Of(w.Pool.Kind), "pool.kind", Priority: 3, MinWidth: 7),
            new("busy", "BUSY", (w, _) => IsOver(w) ? "–" : $"{Spans.Count(w.Running)}/{Spans.Count(w.Pool.Size)}", (w, _) => SortKey.Of(IsOver(w) ? null : w.Running), "pool.busy", Align: Align.Right, MinWidth: 4),
            new("queues", "QUEUES", (w, _) => QueueText(w.Worker), (w, _) => SortKey.Of(QueueText(w.Worker)), "queues", Priority: 3, MinWidth: 6, Grow: 2),
            new("reserved", "RSVD", (w, _) => CountOf(w.Worker.Facts.Reserved), (w, _) => SortKey.Of(NumberOf(w.Worker.Facts.Reserved)), "reserved", Align: Align.Right, Priority: 5, Wide: true),
            new("scheduled", "SCHED", (w, _) => CountOf(w.Worker.Facts.Scheduled), (w, _) => SortKey.Of(NumberOf(w.Worker.Facts.Scheduled)), "scheduled", Align: Align.Right, Priority: 5, Wide: true),
            new("processed", "DONE", (w, _) => Spans.Count(w.Processed), (w, _) => SortKey.Of(w.Processed), "processed", Align: Align.Right, Priority: 4),
            new("pid", "PID", (w, _) => Spans.Count(w.Pid), (w, _) => SortKey.Of(w.Pid), "pid", Align: Align.Right, Priority: 3),
            new("host", "HOST", (w, _) => w.Worker.HostName ?? "?", (w, _) => SortKey.Of(w.Worker.HostName), "host", Priority: 5, Wide: true),
            new("uptime", "UP", (w, c) => Uptime(w, c) is { } up ? Spans.Coarse(up) : "?", (w, c) => SortKey.Of(Uptime(w, c)?.TotalSeconds), "uptime_s", Align: Align.Right, Priority: 4),
            new("version", "VERSION", (w, _) => w.Worker.Version ?? "?", (w, _) => SortKey.Of(w.Worker.Version), "version", Priority: 6, Wide: true),
            new("framework", "FRAMEWORK", (w, _) => w.Worker.Id.Framework.Value, (w, _) => SortKey.Of(w.Worker.Id.Framework.Value), "framework", Priority: 7),
            new("keeper", "KEEPER", (w, _) => KeeperText(w.Worker), (w, _) => SortKey.Of(KeeperText(w.Worker)), "keeper", Priority: 6, Wide: true, MinWidth: 6),
            new("heard", "HEARD", (w, c) => Heard(w, c), (w, c) => SortKey.Of((c.Snapshot.At - w.Worker.Signs.LastHeard)?.TotalSeconds), "heard_s", Align: Align.Right, Priority: 6, Wide: true),
            new("note", "NOTE", (w, c) => Note(w, c.Snapshot.At), (w, _) => SortKey.Of(Note(w)), "note", Priority: 2, MinWidth: 10, Grow: 5),
        ],
        Identity: w => w.Worker.Id.ToString(),
        RowTone: (w, _) => w.Stale is not null ? Tone.Stale : ToneOf(w.Health.Health, w.Alarms.Length > 0),
        Urgency: (w, _) => w.Alarms.Length > 0 ? Math.Min(4, Healths.Severity(w.Health.Health)) : Healths.Severity(w.Health.Health),
        Search: w => [w.Worker.Name, w.Worker.Kept?.Unit.Id, w.Worker.HostName, Healths.Word(w.Health.Health), w.Pool.Kind, QueueText(w.Worker), Note(w)]);

    /// <summary>What one word of health means to its reader.</summary>
    public static Tone ToneOf(Health health, bool alarmed = false) => health switch
    {
        Health.Failed or Health.Catatonic or Health.Mute => Tone.Bad,
        Health.Lost => Tone.Lost,
        Health.Deaf or Health.Late or Health.Waiting => Tone.Warn,
        Health.Starting => Tone.Starting,
        Health.Draining => Tone.Draining,
        Health.Stopping => Tone.Stopping,
        Health.Stopped => Tone.Stopped,
        Health.Busy or Health.Ready => alarmed ? Tone.Warn : Tone.Good,
    };

    /// <summary>The three lights as signs: yes ●, no ✗, unknown ·.</summary>
    public static string LightsText(Lights lights) => $"{Sign(lights.Process)} {Sign(lights.Control)} {Sign(lights.Consumption)}";

    public static string QueueText(Worker worker) =>
        worker.Facts.Queues.HasValue ? string.Join(",", worker.Facts.Queues.Value.Select(q => q.Name)) : "?";

    /// <summary>Since its process started, by its own word plus the time since; null when it never said.</summary>
    public static TimeSpan? Uptime(WorkerState w, ViewContext context) =>
        w.Worker.Facts.Stats is { HasValue: true } stats && stats.Value!.Uptime is { } up && w.Health.Health is not Health.Stopped and not Health.Failed
            ? up + (context.Snapshot.At - stats.At)
            : null;

    /// <summary>Who starts it again: the keeper's word; "–" when nobody is known to.</summary>
    public static string KeeperText(Worker worker) => worker.Kept is { Reached: true } kept ? kept.Unit.Keeper : "–";

    /// <summary>As <see cref="Note(WorkerState)"/>, with the seconds where its keeper waits for something.</summary>
    public static string Note(WorkerState w, TimeSpan now) => Note(w) + (w.Action is null && w.Alarms.Length == 0 ? KeeperTime(w, now) : "");

    /// <summary>" · in 3s", " · 5s of 1m00s"; empty while its keeper waits for nothing.</summary>
    public static string KeeperTime(WorkerState w, TimeSpan now) => w.Worker.Kept is not { Reached: true, Unit: { Due: { } due } unit } ? ""
        : unit.Phase == UnitPhase.Waiting && due > now ? $" · in {Spans.Exact(due - now)}"
        : unit.Phase == UnitPhase.Stopping && due > unit.Since ? $" · {Spans.Exact(now - unit.Since)} of {Spans.Exact(due - unit.Since)}"
        : "";

    /// <summary>The most important thing to say about it: action under way, alarm, reason of its health.</summary>
    public static string Note(WorkerState w)
    {
        if (w.Action is { } run && run.Phase is not Actions.ActionPhase.Asked && w.Health.Health is not Health.Late)
        {
            return $"{Actions.ActionTable.Find(run.Action.Action)?.Title ?? run.Action.Action.Value}: {run.Progress}";
        }

        return w.Alarms.Length > 0 ? w.Alarms[0] : w.Health.Why;
    }

    // What it ran when it was last heard says nothing once it is gone.
    private static bool IsOver(WorkerState w) => w.Health.Health is Health.Stopped or Health.Failed;

    private static string Heard(WorkerState w, ViewContext context) =>
        w.Worker.Signs.LastHeard is { } at ? Spans.Exact(context.Snapshot.At - at) : "never";

    private static string Sign(Light light) => light switch
    {
        Light.Yes => "●",
        Light.No => "✗",
        Light.Unknown => "·",
    };

    private static int LightsRank(Lights l) => new[] { l.Process, l.Control, l.Consumption }.Sum(x => x switch { Light.No => 0, Light.Unknown => 1, Light.Yes => 4 });

    private static string CountOf<T>(Fact<System.Collections.Immutable.ImmutableArray<T>> fact) => Spans.Count(fact.HasValue ? fact.Value.Length : null);

    private static double? NumberOf<T>(Fact<System.Collections.Immutable.ImmutableArray<T>> fact) => fact.HasValue ? fact.Value.Length : null;
}
