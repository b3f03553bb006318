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

    /// <summary>Workers that an operator stopped stay this long, lost ones <see cref="LostKept"/>; then they become one counted line.</summary>
    public static readonly TimeSpan StoppedKept = TimeSpan.FromMinutes(10);

    /// <summary>How long a lost worker's row stays.</summary>
    public static readonly TimeSpan LostKept = TimeSpan.FromHours(1);

    private readonly PagedList<WorkerState> _workers = new();
    private readonly Dictionary<WorkerId, int> _index = [];
    private readonly PriorityQueue<WorkerId, TimeSpan> _due = new();
    private readonly Dictionary<WorkerId, TimeSpan> _scheduled = [];
    private readonly HashSet<WorkerId> _touched = [];
    private readonly Dictionary<WorkerId, WorkerState> _before = [];
    private readonly QueueBook _queues = new();
    private readonly PulseBook _pulses = new();
    private readonly ActionBook _actions = new(ActionsKept);
    private ImmutableArray<AuditRecord> _audit = [];
    private ImmutableArray<SourceState> _sources = [];
    private Dictionary<WorkerId, int>? _indexPicture;
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
        _indexPicture ??= new Dictionary<WorkerId, int>(_index);
        var (workers, queues) = (_workers.Picture(), _queues.Picture(_queuesVersion));
        _pulses.Take(workers, queues.Items, _sources.Any(x => x.Phase == SourcePhase.Connected), now);
        return new FleetSnapshot(
            Version, VisibleVersion, now, wall,
            new Section<WorkerId, WorkerState>(_workersVersion, workers, _indexPicture),
            queues,
            _sources, _actions.Picture(), _audit, _folded, self)
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
                Change(m.Source, s => s with { Malformed = s.Malformed + m.Count });
                break;
            case FleetEvent.ListenersCounted l:
                Change(l.Source, s => s.Listeners == l.Count ? s : s with { Listeners = l.Count });
                break;
            case FleetEvent.WorkerListed w:
                Change(w.Worker, w.At, worker => worker);
                break;
            case FleetEvent.MailboxSeen w:
                Change(w.Worker, w.At, worker => WorkerFold.Mailbox(worker, w.Registered));
                break;
            case FleetEvent.KeeperTold w:
                Change(w.Worker, w.At, worker => worker with { Keeper = w.Word });
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
                Time(w.Worker.Source, w.RoundTrip);
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
        if (!_index.TryGetValue(name.Id, out var i))
        {
            i = _workers.Count;
            _index.Add(name.Id, i);
            _indexPicture = null;
            _workers.Add(new WorkerState(WorkerFold.New(name, at), default, new HealthState(Health.Starting, ""), [], null, null));
            _workersVersion++;
            See();
        }

        Set(i, fold(_workers[i].Worker));
    }

    private void Change(WorkerId id, Func<Worker, Worker> fold)
    {
        if (_index.TryGetValue(id, out var i))
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
        }

        _touched.Add(worker.Id);
    }

    private void Settle(TimeSpan now)
    {
        foreach (var id in _touched)
        {
            Derive(id, now);
        }

        _touched.Clear();
        _before.Clear();
    }

    private void Derive(WorkerId id, TimeSpan now)
    {
        if (!_index.TryGetValue(id, out var i))
        {
            return;
        }

        var worker = _workers[i].Worker;
        var source = _sources.FirstOrDefault(s => s.Id == worker.Source);
        var (state, due) = Deriver.Derive(worker, _actions.Current(id), source, _queues.Backlog(worker), now);
        var before = _before.GetValueOrDefault(id, _workers[i]);
        _workers[i] = state;
        Schedule(id, due ?? Retention(state, now));

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

    private static TimeSpan? Retention(WorkerState state, TimeSpan now) => state.Health.Health switch
    {
        Health.Stopped => now + StoppedKept,
        Health.Lost or Health.Failed => now + LostKept,
        _ => null,
    };

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
            if (_index.TryGetValue(id, out var i) && IsOver(_workers[i], now))
            {
                Remove(i);
                continue;
            }

            Derive(id, now);
        }
    }

    private static bool IsOver(WorkerState state, TimeSpan now)
    {
        var last = state.Worker.Signs.LastHeard ?? state.Worker.Signs.FirstSeen;
        return state.Stale is null && state.Health.Health switch
        {
            Health.Stopped => now - last >= StoppedKept,
            Health.Lost or Health.Failed => now - last >= LostKept,
            _ => false,
        };
    }

    private void Remove(int i)
    {
        _index.Remove(_workers[i].Worker.Id);
        _workers.RemoveAt(i);
        if (i < _workers.Count)
        {
            _index[_workers[i].Worker.Id] = i;
        }

        _indexPicture = null;
        _folded++;
        _workersVersion++;
        See();
    }

    private void Put(SourceState state)
    {
        var i = _sources.IndexOf(_sources.FirstOrDefault(s => s.Id == state.Id)!);
        var before = i < 0 ? null : _sources[i];
        var merged = before is null ? state : state with
        {
            Malformed = Math.Max(state.Malformed, before.Malformed),
            Listeners = state.Listeners ?? before.Listeners,
            RoundTrip = state.RoundTrip ?? before.RoundTrip,
            EverConnected = state.EverConnected || before.EverConnected,
        };
        _sources = i < 0 ? _sources.Add(merged) : _sources.SetItem(i, merged);
        if (before?.Phase == SourcePhase.Connected != (state.Phase == SourcePhase.Connected))
        {
            for (var w = 0; w < _workers.Count; w++)
            {
                if (_workers[w].Worker.Source == state.Id)
                {
                    _touched.Add(_workers[w].Worker.Id);
                }
            }
        }

        See();
    }

    private void Change(SourceId id, Func<SourceState, SourceState> change)
    {
        for (var i = 0; i < _sources.Length; i++)
        {
            if (_sources[i].Id == id && change(_sources[i]) is var changed && changed != _sources[i])
            {
                _sources = _sources.SetItem(i, changed);
                See();
            }
        }
    }

    // Moves with every answer, so it wakes nobody; the next picture has it.
    private void Time(SourceId id, TimeSpan roundTrip)
    {
        for (var i = 0; i < _sources.Length; i++)
        {
            if (_sources[i].Id == id)
            {
                _sources = _sources.SetItem(i, _sources[i] with { RoundTrip = roundTrip });
            }
        }
    }

    private void SeeQueues()
    {
        if (_queues.TakeChanged())
        {
            _queuesVersion++;
            See();
        }
    }

    private void See() => VisibleVersion++;
}
