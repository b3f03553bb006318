using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tui.Screens;

/// <summary>One setting of a worker.</summary>
/// <param name="Value">Null: the others say it, this one does not.</param>
/// <param name="Difference">How it differs from its group; null: it does not.</param>
internal sealed record ConfLine(string Label, string? Value, string? Difference, Detail? Own);

/// <summary>A worker's configuration held against that of its group: workers of one framework and broker that consume from the same queues. Pure.</summary>
internal static class ConfComparison
{
    /// <summary>So many others are looked at: a group of hundreds would be asked for nothing new.</summary>
    public const int Most = 20;

    /// <summary>The others of its group, by name; none when its queues are not known.</summary>
    public static ImmutableArray<WorkerState> Group(WorkerState worker, FleetSnapshot snapshot)
    {
        if (Queues(worker) is not { Length: > 0 } queues)
        {
            return [];
        }

        return
        [
            .. snapshot.Workers.Items
                .Where(w => w.Worker.Id != worker.Worker.Id && w.Worker.Id.Framework == worker.Worker.Id.Framework && w.Worker.Source == worker.Worker.Source && Queues(w) == queues)
                .OrderBy(w => w.Worker.Name, StringComparer.Ordinal)
                .Take(Most),
        ];
    }

    /// <summary>Its settings in their order, then what only others say.</summary>
    /// <param name="others">Configurations of the rest of its group, as far as they are known.</param>
    public static ImmutableArray<ConfLine> Of(ImmutableArray<Detail> own, IReadOnlyList<ImmutableArray<Detail>> others)
    {
        // Of two lines under one label the last counts, as in the worker itself.
        var told = others.Select(o => o.GroupBy(d => d.Label).ToDictionary(g => g.Key, g => g.Last().Value)).ToList();
        var mine = own.Select(d => d.Label).ToHashSet();
        return
        [
            .. own.Select(d => new ConfLine(d.Label, d.Value, Difference(d.Label, d.Value, told), d)),
            .. told.SelectMany(o => o.Keys).Where(l => !mine.Contains(l)).Distinct().Order(StringComparer.Ordinal)
                .Select(l => new ConfLine(l, null, Difference(l, null, told), null)),
        ];
    }

    /// <summary>Its settings held against what is known of its group in this picture.</summary>
    public static ImmutableArray<ConfLine> Of(WorkerState worker, FleetSnapshot snapshot) => Of(
        Conf(worker), [.. Group(worker, snapshot).Where(w => w.Worker.Facts.Conf.HasValue).Select(Conf)]);

    private static string? Difference(string label, string? value, List<Dictionary<string, string>> others)
    {
        var differing = others.Select(o => o.GetValueOrDefault(label)).Where(v => v != value).ToList();
        if (differing.Count == 0)
        {
            return null;
        }

        var most = differing.GroupBy(v => v).OrderByDescending(g => g.Count()).First();
        return $"≠ {most.Count()} of {others.Count} others {(most.Key is null ? "do not say it" : $"have {most.Key}")}{(differing.Count > most.Count() ? ", and more kinds" : "")}";
    }

    private static ImmutableArray<Detail> Conf(WorkerState worker) => worker.Worker.Facts.Conf is { HasValue: true } conf ? conf.Value : [];

    private static string? Queues(WorkerState worker) => worker.Worker.Facts.Queues is { HasValue: true } queues
        ? string.Join('\n', queues.Value.Select(q => q.Name).Order(StringComparer.Ordinal))
        : null;
}
