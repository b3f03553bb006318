using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>A queue with the workers that consume from it, as far as they told.</summary>
public sealed record QueueRow(QueueState Queue, ImmutableArray<WorkerState> Consumers)
{
    /// <summary>Consumers that are up.</summary>
    public int Live => Consumers.Count(c => c.Health.Health is not (Health.Lost or Health.Stopped or Health.Failed or Health.Catatonic));
}

/// <summary>The table of queues.</summary>
public static class QueuesView
{
    public static TableSpec<QueueRow> Spec { get; } = new(
        "queues",
        [
            new("name", "QUEUE", (q, _) => q.Queue.Id.Name, (q, _) => SortKey.Of(q.Queue.Id.Name), "name", MinWidth: 12, Grow: 3),
            new("waiting", "WAITING", (q, _) => Spans.Count(q.Queue.Depth.Value?.Waiting), (q, _) => SortKey.Of(q.Queue.Depth.Value?.Waiting), "waiting", Align: Align.Right, MinWidth: 7),
            new("unacked", "UNACKED", (q, _) => Spans.Count(q.Queue.Depth.Value?.Unacked), (q, _) => SortKey.Of(q.Queue.Depth.Value?.Unacked), "unacked", Align: Align.Right, Priority: 2, MinWidth: 7),
            new("consumers", "CONSUMERS", (q, _) => Spans.Count(q.Live), (q, _) => SortKey.Of(q.Live), "consumers", Align: Align.Right, MinWidth: 9),
            new("oldest", "OLDEST", (q, c) => q.Queue.Depth.Value?.Oldest is { } at ? Spans.Coarse(c.Snapshot.WallAt - at) : "?", (q, c) => SortKey.Of((c.Snapshot.WallAt - q.Queue.Depth.Value?.Oldest)?.TotalSeconds), "oldest_s", Align: Align.Right, Priority: 3),
            new("steps", "BY PRIORITY", (q, _) => Steps(q), (q, _) => SortKey.Of(Steps(q)), "steps", Priority: 4, MinWidth: 8),
            new("workers", "WORKERS", (q, _) => string.Join(",", q.Consumers.Select(w => w.Worker.Name)), (q, _) => SortKey.Of(q.Consumers.Length), "workers", Priority: 2, MinWidth: 8, Grow: 4),
            new("note", "NOTE", (q, _) => Note(q), (q, _) => SortKey.Of(Note(q)), "note", Priority: 2, MinWidth: 8, Grow: 2),
        ],
        Identity: q => $"{q.Queue.Id.Source.Value}/{q.Queue.Id}",
        RowTone: (q, _) => Note(q).Length == 0 ? Tone.Plain : q.Queue.Depth.State == FactState.Failed ? Tone.Bad : Tone.Warn,
        Urgency: (q, _) => Note(q).Length > 0 ? 0 : q.Queue.Depth.Value?.Waiting > 0 ? 1 : 2,
        Search: q => [q.Queue.Id.Name, .. q.Consumers.Select(c => c.Worker.Name)]);

    /// <summary>The queues of a snapshot with their consumers.</summary>
    public static ImmutableArray<QueueRow> Rows(FleetSnapshot snapshot)
    {
        var consumers = new Dictionary<QueueId, List<WorkerState>>();
        foreach (var worker in snapshot.Workers.Items)
        {
            if (worker.Worker.Facts.Queues.HasValue)
            {
                foreach (var binding in worker.Worker.Facts.Queues.Value)
                {
                    var id = new QueueId(worker.Worker.Source, binding.Name);
                    (consumers.TryGetValue(id, out var list) ? list : consumers[id] = []).Add(worker);
                }
            }
        }

        return [.. snapshot.Queues.Items.Select(q => new QueueRow(q, consumers.TryGetValue(q.Id, out var list) ? [.. list.OrderBy(w => w.Worker.Name, StringComparer.Ordinal)] : []))];
    }

    /// <summary>What is wrong with a queue; empty when nothing is.</summary>
    public static string Note(QueueRow row)
    {
        if (row.Queue.Depth is { State: FactState.Failed, Why: { } why })
        {
            return why;
        }

        return row.Queue.Depth.Value?.Waiting > 0 && row.Live == 0 ? "work waits and nobody consumes" : "";
    }

    private static string Steps(QueueRow row) => row.Queue.Depth.Value is { Steps.IsDefaultOrEmpty: false } depth
        ? string.Join(" ", depth.Steps.Where(s => s.Waiting > 0).Select(s => $"p{s.Priority}:{s.Waiting}"))
        : "";
}
