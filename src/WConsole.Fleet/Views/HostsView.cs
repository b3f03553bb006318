using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>A host with the workers that say they are on it.</summary>
/// <param name="Measure">Its load and memory; null for any but the host that this program runs on.</param>
public sealed record HostRow(string Name, ImmutableArray<WorkerState> Workers, HostMeasure? Measure)
{
    private IEnumerable<WorkerState> Up => Workers.Where(w => w.Health.Health is not (Health.Stopped or Health.Failed or Health.Lost));

    /// <summary>Workers that are up.</summary>
    public int Live => Up.Count();

    /// <summary>Slots of the workers that are up; null when no pool is known.</summary>
    public int? Slots => Sum(w => w.Pool.Size);

    /// <summary>Task runs being executed; null when nobody told.</summary>
    public int? Busy => Sum(w => w.Running);

    /// <summary>Busy slots of all, in percent; null when not known.</summary>
    public int? Saturation => Busy is { } busy && Slots is > 0 and var slots ? (int)Math.Round(100.0 * busy / slots) : null;

    /// <summary>The worst health of its workers. Busy and ready weigh the same in a table of workers, so that rows do not jump; here busy is the worse.</summary>
    public Health Worst => Workers.IsEmpty ? Health.Stopped : Workers.Select(w => w.Health.Health).MinBy(h => (Healths.Severity(h), h == Health.Ready));

    private int? Sum(Func<WorkerState, int?> of) => Up.Aggregate((int?)null, (sum, w) => of(w) is { } n ? (sum ?? 0) + n : sum);
}

/// <summary>The table of hosts.</summary>
public static class HostsView
{
    public static TableSpec<HostRow> Spec { get; } = new(
        "hosts",
        [
            new("name", "HOST", (h, _) => h.Name, (h, _) => SortKey.Of(h.Name), "name", MinWidth: 10, Grow: 3),
            new("state", "WORST", (h, _) => Healths.Word(h.Worst), (h, _) => SortKey.Of(Healths.Severity(h.Worst)), "state", MinWidth: 8),
            new("workers", "WORKERS", (h, _) => Spans.Count(h.Workers.Length), (h, _) => SortKey.Of(h.Workers.Length), "workers", Align: Align.Right, MinWidth: 7),
            new("up", "UP", (h, _) => Spans.Count(h.Live), (h, _) => SortKey.Of(h.Live), "up", Align: Align.Right, Priority: 3),
            new("busy", "BUSY", (h, _) => Spans.Count(h.Busy), (h, _) => SortKey.Of(h.Busy), "busy", Align: Align.Right),
            new("slots", "SLOTS", (h, _) => Spans.Count(h.Slots), (h, _) => SortKey.Of(h.Slots), "slots", Align: Align.Right, MinWidth: 5),
            new("saturation", "BUSY%", (h, _) => h.Saturation is { } p ? $"{p}%" : "?", (h, _) => SortKey.Of(h.Saturation), "saturation", Align: Align.Right, Priority: 2, MinWidth: 5),
            new("cpus", "CPUS", (h, _) => Spans.Count(h.Measure?.Cpus), (h, _) => SortKey.Of(h.Measure?.Cpus), "cpus", Align: Align.Right, Priority: 3),
            new("load", "LOAD", (h, _) => Load(h), (h, _) => SortKey.Of(h.Measure?.Load1), "load1", (h, _) => IsOverloaded(h) ? Tone.Warn : Tone.Plain, Align.Right, Priority: 2),
            new("memory", "MEM FREE", (h, _) => h.Measure?.MemoryAvailable is { } n ? Spans.Bytes(n) : "?", (h, _) => SortKey.Of(h.Measure?.MemoryAvailable), "memory_available", Align: Align.Right, Priority: 4, MinWidth: 8),
            new("note", "NOTE", (h, _) => Note(h), (h, _) => SortKey.Of(Note(h)), "note", Priority: 4, MinWidth: 8, Grow: 4),
        ],
        Identity: h => h.Name,
        RowTone: (h, _) => WorkersView.ToneOf(h.Worst, IsOverloaded(h)),
        Urgency: (h, _) => Math.Min(Healths.Severity(h.Worst), IsOverloaded(h) ? 4 : int.MaxValue),
        Search: h => [h.Name, Healths.Word(h.Worst), Note(h)]);

    /// <summary>The hosts of a snapshot; this one is there only when a worker says it is on it.</summary>
    public static ImmutableArray<HostRow> Rows(FleetSnapshot snapshot) =>
    [
        .. snapshot.Workers.Items
            .GroupBy(w => w.Worker.HostName ?? "?", StringComparer.OrdinalIgnoreCase)
            .Select(g => new HostRow(g.Key, [.. g], snapshot.Self.Host is { } here && HostNames.AreSame(g.Key, here.Name) ? here : null)),
    ];

    /// <summary>What is wrong with a host; empty when nothing is.</summary>
    public static string Note(HostRow row)
    {
        var bad = row.Workers.Where(w => Healths.Severity(w.Health.Health) < Healths.Severity(Health.Starting)).ToList();
        var workers = bad.Count == 0 ? "" : string.Join(", ", bad.GroupBy(w => w.Health.Health).OrderBy(g => Healths.Severity(g.Key)).Select(g => $"{g.Count()} {Healths.Word(g.Key)}"));
        return !IsOverloaded(row) ? workers : workers.Length == 0 ? "more load than CPUs" : $"{workers}; more load than CPUs";
    }

    private static bool IsOverloaded(HostRow row) => row.Measure is { Load5: { } load, Cpus: { } cpus } && load > cpus;

    private static string Load(HostRow row) => row.Measure?.Load1 is { } load ? load.ToString("0.0", CultureInfo.InvariantCulture) : "?";
}
