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

    private readonly WorkerBook _workers;
    private readonly QueueBook _queues = new();
    private readonly SourceBook _sources = new();
    private readonly LinkBook _links = new();
    private readonly PulseBook _pulses = new();
    private readonly ActionBook _actions = new(ActionsKept);
    private ImmutableArray<AuditRecord> _audit = [];
    private long _queuesVersion;
    private long _seen;

    public FleetStore() => _workers = new WorkerBook(_sources, _links, _queues, _actions);

    /// <summary>Grows with every event.</summary>
    public long Version { get; private set; }

    /// <summary>Grows when something that a screen may show has changed.</summary>
    public long VisibleVersion => _seen + _workers.Version;

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

        _workers.Settle(now);
    }

    /// <summary>The next moment at which time alone changes the picture; null when it never does.</summary>
    public TimeSpan? NextDue(TimeSpan now) => _workers.NextDue(now);

    /// <summary>A picture of now. Cheap when little changed since the last one.</summary>
    public FleetSnapshot Snapshot(TimeSpan now, DateTimeOffset wall, SelfState self)
    {
        Advance(now);
        var (workers, queues) = (_workers.Picture(), _queues.Picture(_queuesVersion));
        _pulses.Take(workers.Items, queues.Items, _sources.AnyConnected, now);
        return new FleetSnapshot(
            Version, VisibleVersion, now, wall,
            workers, queues, _sources.Picture, _actions.Picture(), _audit, _workers.Folded, self)
        {
            Pulses = _pulses.Picture(),
        };
    }

    /// <summary>Lets time pass: what falls due by silence alone is derived again, rows that are gone for long are dropped.</summary>
    public void Advance(TimeSpan now) => _workers.Advance(now);

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
            case FleetEvent.WorkersCapped r:
                SeeIf(_sources.Change(r.Source, s => s.Capped == r.Count ? s : s with { Capped = r.Count }));
                break;
            case FleetEvent.ListenersCounted l:
                SeeIf(_sources.Change(l.Source, s => s.Listeners == l.Count ? s : s with { Listeners = l.Count }));
                break;
            case FleetEvent.WorkerListed w:
                _workers.Change(w.Worker, w.At, worker => worker);
                break;
            case FleetEvent.MailboxSeen w:
                _workers.Change(w.Worker, w.At, worker => WorkerFold.Mailbox(worker, w.Registered));
                break;
            case FleetEvent.UnitSeen u:
                _links.Seen(u.Unit);
                break;
            case FleetEvent.UnitGone u:
                _links.Gone(u.Source, u.Unit);
                break;
            case FleetEvent.WorkerOnline w:
                _workers.Change(w.Worker, w.At, worker => WorkerFold.Online(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerBeat w:
                _workers.Change(w.Worker, w.At, worker => WorkerFold.Beaten(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerOffline w:
                _workers.Change(w.Worker, w.At, worker => WorkerFold.Offline(worker, w.Beat, w.At));
                break;
            case FleetEvent.WorkerAnswered w:
                _workers.Change(w.Worker, w.At, worker => WorkerFold.Answered(worker, w.At));
                // Moves with every answer, so it wakes nobody; the next picture has it.
                _sources.Change(w.Worker.Source, s => s with { RoundTrip = w.RoundTrip });
                break;
            case FleetEvent.WorkerSilent w:
                _workers.Change(w.Worker, worker => WorkerFold.Silent(worker, w.Subscribed, w.At));
                break;
            case FleetEvent.FactAsked f:
                _workers.Change(f.Worker, worker => WorkerFold.Asked(worker, f.Kind, f.At));
                break;
            case FleetEvent.FactAnswered f:
                _workers.Change(f.Worker, worker => WorkerFold.Fact(worker, f.Answer, f.At));
                break;
            case FleetEvent.FactFailed f:
                _workers.Change(f.Worker, worker => WorkerFold.Failed(worker, f.Kind, f.Why));
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
                _workers.Touch(a.Run.Target);
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

    private void Put(SourceState state)
    {
        var changed = _sources.Put(state);
        _links.Reach(state.Id, state.Phase == SourcePhase.Connected);
        if (changed)
        {
            _workers.Touch(state.Id);
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

    private void See() => _seen++;
}
