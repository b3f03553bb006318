using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>Task runs on a worker's page.</summary>
internal static class WorkerTasks
{
    private const int Most = 200;

    public static void Add(List<KeyValue> lines, WorkerState state, UiContext context)
    {
        var facts = state.Worker.Facts;
        List(lines, "Reserved: received, waiting for a slot", facts.Reserved, run => Text(run, context.Snapshot.WallAt));
        List(lines, "Scheduled: eta/countdown, not periodic", facts.Scheduled, run => $"{Eta(run, context.Snapshot.WallAt)}{Text(run, context.Snapshot.WallAt)}");
        if (facts.Revoked is { HasValue: true, Value.Length: > 0 } revoked)
        {
            lines.Add(new($"Revoked ids it remembers [{revoked.Value.Length}]", null));
            lines.Add(new("", string.Join(' ', revoked.Value.Take(Most))));
        }
    }

    /// <summary>"proj.sleep[10] 6f0c1d2e running 12s, late ack": enough to know which one it is.</summary>
    public static string Text(TaskRun run, DateTimeOffset wall)
    {
        var age = run.StartedAt is { } at ? $" running {Spans.Exact(wall - at)}" : "";
        var ack = run.Acknowledged switch { false when run.StartedAt is not null => ", redelivered if it dies", true => "", _ => "" };
        var queue = run.Queue is { Length: > 0 } ? $" from {run.Queue}" : "";
        return $"{run.Name} {run.Id}{age}{ack}{queue}{Arguments(run)}";
    }

    private static string Arguments(TaskRun run)
    {
        var parts = new[] { run.Args, run.Kwargs }.Where(p => p is { Length: > 0 } and not "[]" and not "()" and not "{}").ToList();
        return parts.Count == 0 ? "" : $" {string.Join(' ', parts)}";
    }

    private static string Eta(TaskRun run, DateTimeOffset wall) => run.Eta is { } eta
        ? eta > wall ? $"in {Spans.Exact(eta - wall)}: " : $"due {Spans.Exact(wall - eta)} ago: "
        : "";

    private static void List(List<KeyValue> lines, string title, Fact<ImmutableArray<TaskRun>> fact, Func<TaskRun, string> text)
    {
        var runs = fact.HasValue ? fact.Value : [];
        lines.Add(new(runs.IsEmpty ? title : $"{title} [{runs.Length}]", null));
        lines.AddRange(runs.Take(Most).Select((run, i) => new KeyValue((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), text(run))));
        if (runs.Length > Most)
        {
            lines.Add(new("…", $"and {runs.Length - Most} more", Role.Muted));
        }

        WorkerPage.Missing(lines, fact, "none");
    }
}
