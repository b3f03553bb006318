using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>The figures above every screen: how many workers there are and how they are, worst first.</summary>
public sealed record FleetSummary(int Workers, ImmutableArray<(Health Health, int Count)> ByHealth, int Busy, int Slots, long? Waiting, ImmutableArray<SourceState> Troubled)
{
    public static FleetSummary Of(FleetSnapshot snapshot)
    {
        var counts = new int[Healths.WorstFirst.Length];
        var (busy, slots) = (0, 0);
        foreach (var worker in snapshot.Workers.Items)
        {
            counts[(int)worker.Health.Health]++;
            if (worker.Health.Health is not (Health.Stopped or Health.Failed or Health.Lost))
            {
                busy += worker.Running ?? 0;
                slots += worker.Pool.Size ?? 0;
            }
        }

        // Plain loops in what every frame shows: LINQ over values is compiled anew at each start.
        var byHealth = ImmutableArray.CreateBuilder<(Health, int)>();
        foreach (var health in Healths.WorstFirst)
        {
            if (counts[(int)health] is > 0 and var count)
            {
                byHealth.Add((health, count));
            }
        }

        long? waiting = null;
        foreach (var queue in snapshot.Queues.Items)
        {
            waiting = queue.Depth.Value?.Waiting is { } n ? (waiting ?? 0) + n : waiting;
        }

        return new FleetSummary(
            snapshot.Workers.Items.Count,
            byHealth.ToImmutable(),
            busy,
            slots,
            waiting,
            [.. snapshot.Sources.Where(s => s.Phase != SourcePhase.Connected)]);
    }

    /// <summary>"24 workers: 1 failed, 21 ready, 2 busy".</summary>
    public string Text => Workers == 1 && ByHealth.Length == 1
        ? $"1 worker: {Healths.Word(ByHealth[0].Health)}"
        : ByHealth.IsEmpty ? "no workers" : $"{Workers} workers: {string.Join(", ", ByHealth.Select(p => $"{p.Count} {Healths.Word(p.Health)}"))}";
}
