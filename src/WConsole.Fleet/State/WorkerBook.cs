using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>
/// The rows of workers: what is folded into each, what is derived from it once per batch, and when time alone changes it. Part of the store; one owner.
/// </summary>
internal sealed class WorkerBook(SourceBook sources, LinkBook links, QueueBook queues, ActionBook actions)
{
    private readonly WorkerRows _rows = new();
    private readonly DueBook _due = new();
    private readonly HashSet<WorkerId> _touched = [];
    private readonly Dictionary<WorkerId, WorkerState> _before = [];

    /// <summary>Grows when something that a screen may show of a row has changed.</summary>
    public long Version { get; private set; }

    /// <summary>How many rows were dropped because they are gone for long.</summary>
    public int Folded { get; private set; }

    /// <summary>The next moment at which time alone changes a row; null when it never does.</summary>
    public TimeSpan? NextDue(TimeSpan now) => _due.Next(now);

    /// <summary>The rows as they are now. Cheap when little changed since the last picture.</summary>
    public Section<WorkerId, WorkerState> Picture() => _rows.Picture(Version, links.Aliases());

    /// <summary>Something that this row is derived from has changed.</summary>
    public void Touch(WorkerId id) => _touched.Add(id);

    /// <summary>Something that all rows of a source are derived from has changed.</summary>
    public void Touch(SourceId source)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            // A row that is only kept waits for whoever could report it.
            if (_rows[i].Worker.Source == source || _rows[i].Worker.IsOnlyKept)
            {
                _touched.Add(_rows[i].Worker.Id);
            }
        }
    }

    /// <summary>Folds something into a worker, which is new perhaps.</summary>
    public void Change(WorkerRef name, TimeSpan at, Func<Worker, Worker> fold)
    {
        if (links.IsMerged(name.Id))
        {
            return;
        }

        var known = _rows.TryFind(name.Id, out var i);
        if (!known)
        {
            i = Add(WorkerFold.New(name, at));
        }
        else if (_rows[i].Worker is { IsOnlyKept: true } kept)
        {
            // Now it is reported: the same row, with facts of its own.
            _before.TryAdd(name.Id, _rows[i]);
            _rows[i] = _rows[i] with { Worker = WorkerFold.New(name, at) with { Kept = kept.Kept } };
            known = false;
        }

        var worker = fold(_rows[i].Worker);
        if (!known)
        {
            links.Changed(null, worker);
        }

        Set(i, worker);
    }

    /// <summary>Folds something into a worker that is known; of others nothing is kept.</summary>
    public void Change(WorkerId id, Func<Worker, Worker> fold)
    {
        if (_rows.TryFind(id, out var i))
        {
            Set(i, fold(_rows[i].Worker));
        }
    }

    /// <summary>Derives, once, every row that was touched since the last time.</summary>
    public void Settle(TimeSpan now)
    {
        Link(now);
        foreach (var id in _touched)
        {
            Derive(id, now);
        }

        _touched.Clear();
        _before.Clear();
    }

    /// <summary>Lets time pass: what falls due by silence alone is derived again, rows that are gone for long are dropped.</summary>
    public void Advance(TimeSpan now)
    {
        while (_due.TryTake(now, out var id))
        {
            if (_rows.TryFind(id, out var i) && Retention.IsOver(_rows[i], now))
            {
                Remove(i);
                Folded++;
                links.Dropped();
                continue;
            }

            Derive(id, now);
        }
    }

    private void Set(int i, Worker worker)
    {
        var state = _rows[i];
        if (!ReferenceEquals(state.Worker, worker))
        {
            // Derived once per batch, in Settle; until then only the worker itself is current. What a screen may show of the old
            // one is still needed for comparison, so the old state is kept beside it.
            _before.TryAdd(worker.Id, state);
            _rows[i] = state with { Worker = worker };
            links.Changed(state.Worker, worker);
        }

        _touched.Add(worker.Id);
    }

    // One worker is one row, whoever knows of it.
    private void Link(TimeSpan now)
    {
        if (links.Take(_rows) is not { } picture)
        {
            return;
        }

        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            var worker = _rows[i].Worker;
            if (picture.Merged.Contains(worker.Id) || (worker.IsOnlyKept && !picture.Alone.ContainsKey(worker.Id)))
            {
                Remove(i);
            }
            else if (LinkBook.With(worker, picture) is var linked && linked != worker)
            {
                Set(i, linked);
            }
        }

        foreach (var (id, link) in picture.Alone)
        {
            if (!_rows.Has(id))
            {
                Add(LinkBook.Row(id, link, now));
            }
        }

        _rows.AliasesChanged();
    }

    private void Derive(WorkerId id, TimeSpan now)
    {
        if (!_rows.TryFind(id, out var i))
        {
            return;
        }

        var worker = _rows[i].Worker;
        var (state, due) = Deriver.Derive(worker, actions.Current(id), sources.Of(worker.Source), sources.HearsSince(worker), queues.Backlog(worker), now);
        var before = _before.GetValueOrDefault(id, _rows[i]);
        _rows[i] = state;
        _due.Note(id, due ?? Retention.DueOf(state, now));

        if (Deriver.LooksDifferent(before, state))
        {
            Version++;
        }
    }

    private int Add(Worker worker)
    {
        _touched.Add(worker.Id);
        Version++;
        return _rows.Add(worker);
    }

    private void Remove(int i)
    {
        _rows.RemoveAt(i);
        Version++;
    }
}
