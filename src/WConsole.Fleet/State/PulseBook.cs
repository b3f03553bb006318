using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>The last samples of the fleet's pulse, oldest first; bounded. Part of the store; one owner.</summary>
internal sealed class PulseBook
{
    /// <summary>Time between samples, at least: pictures are made only when somebody looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Ten minutes at least.</summary>
    public const int Kept = 300;

    private readonly Dictionary<WorkerId, long> _processed = [];
    private ImmutableArray<Pulse> _samples = [];

    /// <summary>Takes a sample when one is due.</summary>
    /// <param name="listened">Whether any source is connected: without one nothing is known.</param>
    public void Take(IReadOnlyList<WorkerState> workers, IReadOnlyList<QueueState> queues, bool listened, TimeSpan now)
    {
        if (_samples is [.., var last] && now - last.At < Every)
        {
            return;
        }

        var since = _samples is [.., var before] ? now - before.At : (TimeSpan?)null;
        var started = Started(workers);
        var (busy, slots) = (0, 0);
        foreach (var worker in workers)
        {
            if (worker.Stale is null && worker.Pool.Size is { } size && worker.Running is { } running && worker.Health.Health is not (Health.Stopped or Health.Failed or Health.Lost))
            {
                busy += running;
                slots += size;
            }
        }

        long? waiting = null;
        foreach (var queue in queues)
        {
            waiting = queue.Depth is { HasValue: true, State: not FactState.Failed } && queue.Depth.Value?.Waiting is { } n ? (waiting ?? 0) + n : waiting;
        }

        var sample = listened
            ? new Pulse(now, started is { } count && since is { TotalSeconds: > 0 } span ? count / span.TotalSeconds : null, waiting, slots > 0 ? busy : null, slots > 0 ? slots : null)
            : new Pulse(now, null, null, null, null);
        _samples = _samples.Length < Kept ? _samples.Add(sample) : _samples.RemoveAt(0).Add(sample);
    }

    public ImmutableArray<Pulse> Picture() => _samples;

    // Each worker's own counter; one that fell was restarted and counts from zero. Null until one was known before.
    private long? Started(IReadOnlyList<WorkerState> workers)
    {
        long? sum = null;
        foreach (var worker in workers)
        {
            if (worker.Processed is { } now)
            {
                if (_processed.TryGetValue(worker.Worker.Id, out var was))
                {
                    sum = (sum ?? 0) + (now >= was ? now - was : now);
                }

                _processed[worker.Worker.Id] = now;
            }
        }

        if (_processed.Count > workers.Count)
        {
            var known = workers.Select(w => w.Worker.Id).ToHashSet();
            foreach (var gone in _processed.Keys.Where(id => !known.Contains(id)).ToList())
            {
                _processed.Remove(gone);
            }
        }

        return sum;
    }
}
