using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>When time alone changes which worker's row. Part of the store; one owner.</summary>
internal sealed class DueBook
{
    private readonly PriorityQueue<WorkerId, TimeSpan> _queue = new();
    private readonly Dictionary<WorkerId, TimeSpan> _scheduled = [];

    /// <summary>The next moment at which something falls due, past ones as now; null: nothing ever does.</summary>
    public TimeSpan? Next(TimeSpan now) => _queue.TryPeek(out _, out var due) ? due > now ? due : now : null;

    /// <summary>Notes when a row changes next. One entry a worker is enough: a later one is found again when this one falls due.</summary>
    public void Note(WorkerId id, TimeSpan? due)
    {
        if (due is { } at && (!_scheduled.TryGetValue(id, out var known) || at < known))
        {
            _scheduled[id] = at;
            _queue.Enqueue(id, at);
        }
    }

    /// <summary>Takes out one that has fallen due.</summary>
    public bool TryTake(TimeSpan now, out WorkerId id)
    {
        while (_queue.TryPeek(out id, out var at) && at <= now)
        {
            _queue.Dequeue();

            // Another moment than the noted one: that of an entry which an earlier one has replaced.
            if (!_scheduled.TryGetValue(id, out var latest) || latest == at)
            {
                _scheduled.Remove(id);
                return true;
            }
        }

        return false;
    }
}
