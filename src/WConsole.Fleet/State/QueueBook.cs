using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>What is known of queues. Part of the store; one owner.</summary>
internal sealed class QueueBook
{
    private readonly PagedList<QueueState> _queues = new();
    private readonly Dictionary<QueueId, int> _index = [];
    private Dictionary<QueueId, int>? _picture;
    private bool _changed;

    public void Seen(QueueId id, QueueDepth depth, TimeSpan at) => Set(id, q => q with { Depth = q.Depth.Answered(depth, at) });

    public void Failed(QueueId id, string why) => Set(id, q => q with { Depth = q.Depth.Failed(why) });

    /// <summary>Messages waiting on all queues that a worker serves; null when its queues or their depths are unknown.</summary>
    public long? Backlog(Worker worker)
    {
        if (!worker.Facts.Queues.HasValue)
        {
            return null;
        }

        long? sum = null;
        foreach (var binding in worker.Facts.Queues.Value)
        {
            if (_index.TryGetValue(new QueueId(worker.Source, binding.Name), out var i) && _queues[i].Depth.Value?.Waiting is { } waiting)
            {
                sum = (sum ?? 0) + waiting;
            }
        }

        return sum;
    }

    /// <summary>Whether something visible changed since the last call.</summary>
    public bool TakeChanged()
    {
        var changed = _changed;
        _changed = false;
        return changed;
    }

    public Section<QueueId, QueueState> Picture(long version) => new(version, _queues.Picture(), _picture ??= new Dictionary<QueueId, int>(_index));

    private void Set(QueueId id, Func<QueueState, QueueState> fold)
    {
        if (!_index.TryGetValue(id, out var i))
        {
            i = _queues.Count;
            _index.Add(id, i);
            _picture = null;
            _queues.Add(new QueueState(id, default));
            _changed = true;
        }

        var before = _queues[i];
        var after = fold(before);
        _queues[i] = after;
        _changed |= before.Depth.State != after.Depth.State || before.Depth.Why != after.Depth.Why || !Same(before.Depth.Value, after.Depth.Value);
    }

    private static bool Same(QueueDepth? a, QueueDepth? b) => ReferenceEquals(a, b)
        || (a is not null && b is not null && a.Waiting == b.Waiting && a.Unacked == b.Unacked && a.Oldest == b.Oldest && a.Steps.SequenceEqual(b.Steps));
}
