using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>Worker → worker state: lights, health, alarms. Pure.</summary>
internal static class Deriver
{
    public static (WorkerState State, TimeSpan? Due) Derive(Worker worker, ActionRun? action, SourceState? source, TimeSpan? hearsSince, long? backlog, TimeSpan now)
    {
        // While its source is gone the picture is kept as it was: silence then proves nothing.
        var connected = source is null or { Phase: SourcePhase.Connected };
        var seenFrom = connected ? now : source!.Since;
        var since = connected ? source?.Since ?? TimeSpan.Zero : TimeSpan.Zero;
        var input = new HealthInput(worker, action, seenFrom, since, backlog, hearsSince);
        var lights = new Lights(HealthTable.Process(input), HealthTable.Control(input), HealthTable.Consumption(input));
        var stale = connected ? null : $"last seen before {source!.Id} was lost";
        return (new WorkerState(worker, lights, HealthTable.Derive(input), Alarms(worker), action, stale), connected ? HealthTable.NextDue(input) : null);
    }

    private static ImmutableArray<string> Alarms(Worker worker) => [.. worker.Disputes, .. Rivals(worker), .. Leftovers(worker)];

    /// <summary>Two processes that were heard side by side under one name: every action hits both.</summary>
    private static IEnumerable<string> Rivals(Worker worker)
    {
        if (worker.Instances.Length < 2)
        {
            return [];
        }

        var rivals = worker.Instances.Where(a => worker.Instances.Any(b => a.Pid != b.Pid && a.LastHeard > b.FirstHeard && b.LastHeard > a.FirstHeard)).ToList();
        return rivals.Count < 2
            ? []
            : [$"{rivals.Count} processes under one name ({Pids(rivals.Select(r => r.Pid))}): every action hits all of them"];
    }

    /// <summary>What its task runs started, and what lives on though the main process has ended.</summary>
    private static IEnumerable<string> Leftovers(Worker worker) => worker.Facts.Tree.Value is { Leftovers: { IsEmpty: false } left }
        ? [$"{left.Length} {(left.Length == 1 ? "process" : "processes")} of it outlived its main process ({Pids(left.Select(p => p.Pid))})"]
        : [];

    private static string Pids(IEnumerable<int> pids) => "pids " + string.Join(", ", pids.Select(p => p.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// Whether a screen could show a difference. Receive stamps and repeated equal answers are none: fifty idle workers that only beat
    /// must not wake anybody.
    /// </summary>
    public static bool LooksDifferent(WorkerState a, WorkerState b)
    {
        var (wa, wb) = (a.Worker, b.Worker);
        return a.Health != b.Health || a.Lights != b.Lights || !ReferenceEquals(a.Action, b.Action) || a.Stale != b.Stale
            || wa.Kept != wb.Kept || wa.IsOnlyKept != wb.IsOnlyKept || wa.Version != wb.Version || a.Running != b.Running || a.Processed != b.Processed || a.Pid != b.Pid
            || wa.Signs.OnlineAt != wb.Signs.OnlineAt || wa.Signs.OfflineAt != wb.Signs.OfflineAt || wa.Signs.Restarts != wb.Signs.Restarts
            || !a.Alarms.SequenceEqual(b.Alarms) || FactsDiffer(wa.Facts, wb.Facts);
    }

    private static bool FactsDiffer(WorkerFacts a, WorkerFacts b) =>
        !ReferenceEquals(a, b)
        && (Differ(a.Stats, b.Stats, SameStats) || Differ(a.Active, b.Active, Same) || Differ(a.Reserved, b.Reserved, Same)
            || Differ(a.Scheduled, b.Scheduled, Same) || Differ(a.Revoked, b.Revoked, Same) || Differ(a.Registered, b.Registered, Same)
            || Differ(a.Queues, b.Queues, Same) || Differ(a.Conf, b.Conf, Same) || Differ(a.Report, b.Report, string.Equals)
            || Differ(a.Tree, b.Tree, Equals)
            || Differ(a.Process, b.Process, (x, y) => x is ProcessSight.Ours p && y is ProcessSight.Ours q ? p.Pid == q.Pid && p.StartTicks == q.StartTicks : Equals(x, y)));

    private static bool Differ<T>(Fact<T> a, Fact<T> b, Func<T, T, bool> same) =>
        a.HasValue != b.HasValue || a.Why != b.Why || (a.State == FactState.Failed) != (b.State == FactState.Failed)
        || (a.HasValue && !ReferenceEquals(a.Value, b.Value) && !same(a.Value!, b.Value!));

    private static bool Same<T>(ImmutableArray<T> a, ImmutableArray<T> b) => a == b || (!a.IsDefault && !b.IsDefault && a.SequenceEqual(b));

    // Uptime, totals and memory move with every answer and are shown coarsely or by count; the pool is what matters.
    private static bool SameStats(WorkerStats a, WorkerStats b) =>
        a.Pid == b.Pid && a.Prefetch == b.Prefetch && a.Pool.Kind == b.Pool.Kind && a.Pool.Size == b.Pool.Size && a.Pool.Autoscale == b.Pool.Autoscale
        && Same(a.Pool.ChildPids, b.Pool.ChildPids) && Same(a.Pool.Limits, b.Pool.Limits);
}
