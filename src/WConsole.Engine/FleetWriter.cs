using System.Runtime.InteropServices;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>
/// The one writer: folds what the pipe brings, lets time pass when something falls due, and says that there is a newer picture.
/// Pictures are made only when somebody asks for one.
/// </summary>
public sealed class FleetWriter(EventPipe pipe, FleetStore store, EngineClock clock, Action<string> log, Func<HostMeasure>? measure = null)
{
    private const int BatchSize = 4096;

    // A picture that nothing changed stays the same object this long at most, so that ages counted from it do not stand still.
    private static readonly TimeSpan PictureKeeps = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DueGrid = TimeSpan.FromSeconds(1);

    // Load averages themselves move every five seconds.
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Listeners _listeners = new(log);
    private FleetSnapshot? _picture;
    private (long Version, long Visible) _announced;
    private long _folded;
    private long _foldedThrough;
    private HostMeasure? _host;
    private TimeSpan? _measuredAt;

    /// <summary>The latest picture. Any thread; the same object as before while nothing changed.</summary>
    public FleetSnapshot Snapshot()
    {
        lock (_gate)
        {
            var now = clock.Now;
            if (_picture is null || _picture.Version != store.Version || now - _picture.At > PictureKeeps || store.NextDue(now) <= now)
            {
                _picture = store.Snapshot(now, clock.Wall, Self());
                if (store.VisibleVersion != _announced.Visible)
                {
                    // Time brought a change that this asker now sees; everybody else is to hear of it too.
                    pipe.Filled.Ring();
                }
            }

            return _picture;
        }
    }

    /// <summary>Every event up to this receive number is in the next picture (or was dropped, and counted).</summary>
    internal long FoldedThrough => Interlocked.Read(ref _foldedThrough);

    /// <summary>Calls back, on the writer's thread and never twice at once, when there is a newer picture. The callback must only ring a bell.</summary>
    /// <param name="visibleOnly">Only when something that a screen may show has changed.</param>
    public IDisposable Subscribe(Action changed, bool visibleOnly) => _listeners.Add(changed, visibleOnly);

    /// <summary>Folds until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new WakeTimer(clock, pipe.Filled);
        var batch = new List<FleetEvent>(BatchSize);
        while (true)
        {
            await pipe.Filled.WaitAsync(cancellationToken);
            while (FoldBatch(batch) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            lock (_gate)
            {
                timer.Set(store.NextDue(clock.Now) is { } due ? Together(due) : null);
            }
        }
    }

    /// <summary>Says that there is news beside the events (a round of questions ended).</summary>
    internal void Announce() => _listeners.Call(visible: false);

    // What falls due within the same second is looked at once: each worker has a moment of its own at which its silence would tell.
    private static TimeSpan Together(TimeSpan due) => TimeSpan.FromTicks((due.Ticks + DueGrid.Ticks - 1) / DueGrid.Ticks * DueGrid.Ticks);

    private int FoldBatch(List<FleetEvent> batch)
    {
        int count;
        bool visible;
        bool moved;
        lock (_gate)
        {
            count = pipe.Drain(batch, BatchSize, out var through);
            store.Apply(CollectionsMarshal.AsSpan(batch));
            store.Advance(clock.Now);
            batch.Clear();
            _folded += count;
            visible = store.VisibleVersion != _announced.Visible;
            moved = visible || store.Version != _announced.Version;
            _announced = (store.Version, store.VisibleVersion);
            _picture = moved ? null : _picture;
            Interlocked.Exchange(ref _foldedThrough, through);
        }

        if (moved)
        {
            _listeners.Call(visible);
        }

        return count;
    }

    private SelfState Self()
    {
        var counts = pipe.Counts;
        if (measure is not null && !(clock.Now - _measuredAt < MeasureEvery))
        {
            (_host, _measuredAt) = (measure(), clock.Now);
        }

        return new SelfState(
            counts.Posted, _folded, counts.Coalesced, counts.DroppedHeartbeats, counts.DroppedAnswers, counts.DroppedLifecycle,
            counts.Waiting, counts.WaitingBytes, _host?.OwnBytes ?? 0)
        {
            Host = _host,
        };
    }
}
