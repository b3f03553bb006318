using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>
/// The fleet's state. One owner folds batches of events into it; immutable pictures are made when someone asks. Not thread safe on purpose.
/// </summary>
public sealed class FleetStore
{
    private const int ActionsKept = 200;
    private const int AuditKept = 500;

    private readonly WorkerRows _workers = new();
    private readonly PriorityQueue<WorkerId, TimeSpan> _due = new();
    private readonly Dictionary<WorkerId, TimeSpan> _scheduled = [];
    private readonly HashSet<WorkerId> _touched = [];
    private readonly Dictionary<WorkerId, WorkerState> _before = [];
    private readonly QueueBook _queues = new();
    private readonly SourceBook _sources = new();
    private readonly LinkBook _links = new();
    private readonly PulseBook _pulses = new();
    private readonly ActionBook _actions = new(ActionsKept);
    private ImmutableArray<AuditRecord> _audit = [];
    private int _folded;
    private long _workersVersion;
    private long _queuesVersion;

    /// <summary>Grows with every event.</summary>
    public long Version { get; private set; }

    /// <summary>Grows when something that a screen may show has changed.</summary>
    public long VisibleVersion { get; private set; }

    /// <summary>Folds events in receive order.</summary>
    public void Apply(ReadOnlySpan<FleetEvent> batch)
    {
        var now = TimeSpan.Zero;
        foreach (var e in batch)
        {
            Version++;
            now = e.At;
            Fold(e);
        }

        Settle(now);
    }

    /// <summary>The next moment at which time alone changes the picture; null when it never does.</summary>
    public TimeSpan? NextDue(TimeSpan now) => _due.TryPeek(out _, out var due) ? due > now ? due : now : null;

    /// <summary>A picture of now. Cheap when little changed since the last one.</summary>
    public FleetSnapshot Snapshot(TimeSpan now, DateTimeOffset wall, SelfState self)
    {
        Advance(now);
        var (workers, queues) = (_workers.Picture(_workersVersion, _links.Aliases()), _queues.Picture(_queuesVersion));
        _pulses.Take(workers.Items, queues.Items, _sources.AnyConnected, now);
        return new FleetSnapshot(
            Version, VisibleVersion, now, wall,
            workers, queues, _sources.Picture, _actions.Picture(), _audit, _folded, self)
        {
            Pulses = _pulses.Picture(),
        };
    }

    private void Fold(FleetEvent e)
    {
        switch (e)
        {
            case FleetEvent.SourceChanged s:
                Put(s.State);
                break;
            case FleetEvent.Malformed m:
                SeeIf(_sources.Change(m.Source, s => s with { Malformed = s.Malformed + m.Count }));
                break;
            case FleetEvent.WorkersRefused r:
                SeeIf(_sources.Change(r.Source, s => s.Capped == r.Count ? s : s with { Capped = r.Count }));
                break;
            case FleetEvent.ListenersCounted l:
                SeeIf(_sources.Change(l.Source, s => s.Listeners == l.Count ? s : s with { Listeners = l.Count }));
                break;
            case FleetEvent.WorkerListed w:
                Change(w.Worker, w.At, worker => worker);
                break;
            case FleetEvent.MailboxSeen w:
                Change(w.Worker, w.At, worker => WorkerFold.Mailbox(worker, w.Registered));
                break;
            case FleetEvent.UnitSeen u:
                _links.Seen(u.Unit);
                break;
            case FleetEvent.UnitGone u:
                _links.Gone(u.Source, u.Unit);
                break;
            case FleetEvent.WorkerOnline w:
                Change(w.Worker, w.At, worker => WorkerFold.Online(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerBeat w:
                Change(w.Worker, w.At, worker => WorkerFold.Beaten(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerOffline w:
                Change(w.Worker, w.At, worker => WorkerFold.Offline(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerAnswered w:
                Change(w.Worker, w.At, worker => WorkerFold.Answered(worker, w.At));
                // Moves with every answer, so it wakes nobody; the next picture has it.
                _sources.Change(w.Worker.Source, s => s with { RoundTrip = w.RoundTrip });
                break;
            case FleetEvent.WorkerSilent w:
                Change(w.Worker, worker => WorkerFold.Silent(worker, w.Subscribed, w.At));
                break;
            case FleetEvent.FactAsked f:
                Change(f.Worker, worker => WorkerFold.Asked(worker, f.Kind, f.At));
                break;
            case FleetEvent.FactAnswered f:
                Change(f.Worker, worker => WorkerFold.Fact(worker, f.Answer, f.At));
                break;
            case FleetEvent.FactFailed f:
                Change(f.Worker, worker => WorkerFold.Failed(worker, f.Kind, f.Why));
                break;
            case FleetEvent.QueueSeen q:
                _queues.Seen(q.Queue, q.Depth, q.At);
                SeeQueues();
                break;
            case FleetEvent.QueueFailed q:
                _queues.Failed(q.Queue, q.Why);
                SeeQueues();
                break;
            case FleetEvent.ActionChanged a:
                _actions.Put(a.Run);
                _touched.Add(a.Run.Target);
                See();
                break;
            case FleetEvent.Audited a:
                _audit = _audit.Length < AuditKept ? _audit.Add(a.Record) : _audit.RemoveAt(0).Add(a.Record);
                See();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Change(WorkerRef name, TimeSpan at, Func<Worker, Worker> fold)
    {
        if (_links.IsMerged(name.Id))
        {
            return;
        }

        var known = _workers.TryFind(name.Id, out var i);
        if (!known)
        {
            i = Add(WorkerFold.New(name, at));
        }
        else if (_workers[i].Worker is { IsOnlyKept: true } kept)
        {
            // Now it is reported: the same row, with facts of its own.
            _before.TryAdd(name.Id, _workers[i]);
            _workers[i] = _workers[i] with { Worker = WorkerFold.New(name, at) with { Kept = kept.Kept } };
            known = false;
        }

        var worker = fold(_workers[i].Worker);
        if (!known)
        {
            _links.Changed(null, worker);
        }

        Set(i, worker);
    }

    private int Add(Worker worker)
    {
        _touched.Add(worker.Id);
        _workersVersion++;
        See();
        return _workers.Add(worker);
    }

    private void Change(WorkerId id, Func<Worker, Worker> fold)
    {
        if (_workers.TryFind(id, out var i))
        {
            Set(i, fold(_workers[i].Worker));
        }
    }

    private void Set(int i, Worker worker)
    {
        var state = _workers[i];
        if (!ReferenceEquals(state.Worker, worker))
        {
            // Derived once per batch, in Settle; until then only the worker itself is current. What a screen may show of the old
            // one is still needed for comparison, so the old state is kept beside it.
            _before.TryAdd(worker.Id, state);
            _workers[i] = state with { Worker = worker };
            _links.Changed(state.Worker, worker);
        }

        _touched.Add(worker.Id);
    }

    private void Settle(TimeSpan now)
    {
        Link(now);
        foreach (var id in _touched)
        {
            Derive(id, now);
        }

        _touched.Clear();
        _before.Clear();
    }

    // One worker is one row, whoever knows of it.
    private void Link(TimeSpan now)
    {
        if (_links.Take(_workers) is not { } picture)
        {
            return;
        }

        for (var i = _workers.Count - 1; i >= 0; i--)
        {
            var worker = _workers[i].Worker;
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
            if (!_workers.Has(id))
            {
                Add(LinkBook.Row(id, link, now));
            }
        }

        _workers.AliasesChanged();
    }

    private void Derive(WorkerId id, TimeSpan now)
    {
        if (!_workers.TryFind(id, out var i))
        {
            return;
        }

        var worker = _workers[i].Worker;
        var (state, due) = Deriver.Derive(worker, _actions.Current(id), _sources.Of(worker.Source), _sources.HearsSince(worker), _queues.Backlog(worker), now);
        var before = _before.GetValueOrDefault(id, _workers[i]);
        _workers[i] = state;
        Schedule(id, due ?? Retention.DueOf(state, now));

        if (Deriver.LooksDifferent(before, state))
        {
            _workersVersion++;
            See();
        }
    }

    // One entry a worker is enough: a later one is found again when this one falls due.
    private void Schedule(WorkerId id, TimeSpan? due)
    {
        if (due is { } at && (!_scheduled.TryGetValue(id, out var known) || at < known))
        {
            _scheduled[id] = at;
            _due.Enqueue(id, at);
        }
    }

    /// <summary>Lets time pass: what falls due by silence alone is derived again, rows that are gone for long are dropped.</summary>
    public void Advance(TimeSpan now)
    {
        while (_due.TryPeek(out var id, out var at) && at <= now)
        {
            _due.Dequeue();
            if (_scheduled.TryGetValue(id, out var latest) && latest != at)
            {
                continue;
            }

            _scheduled.Remove(id);
            if (_workers.TryFind(id, out var i) && Retention.IsOver(_workers[i], now))
            {
                Remove(i);
                _folded++;
                _links.Dropped();
                continue;
            }

            Derive(id, now);
        }
    }

    private void Remove(int i)
    {
        _workers.RemoveAt(i);
        _workersVersion++;
        See();
    }

    private void Put(SourceState state)
    {
        var changed = _sources.Put(state);
        _links.Reach(state.Id, state.Phase == SourcePhase.Connected);
        for (var w = 0; changed && w < _workers.Count; w++)
        {
            // A row that is only kept waits for whoever could report it.
            if (_workers[w].Worker.Source == state.Id || _workers[w].Worker.IsOnlyKept)
            {
                _touched.Add(_workers[w].Worker.Id);
            }
        }

        See();
    }

    private void SeeQueues()
    {
        if (_queues.TakeChanged())
        {
            _queuesVersion++;
            See();
        }
    }

    private void SeeIf(bool changed)
    {
        if (changed)
        {
            See();
        }
    }

    private void See() => VisibleVersion++;
}
