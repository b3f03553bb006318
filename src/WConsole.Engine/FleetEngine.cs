using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>
/// The running fleet: sources under supervision, one writer, facts asked on demand, actions watched to their effect. Headless; the console,
/// batch and the launcher each host one.
/// </summary>
public sealed class FleetEngine : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopWriter = new();
    private readonly EngineOptions _options;
    private readonly EngineClock _clock;
    private readonly EventPipe _pipe;
    private readonly FleetWriter _writer;
    private readonly SourceSet _sources;
    private readonly InterestBoard _board;
    private readonly AuditLog _audit;
    private readonly SemaphoreSlim _atOnce;

    // Made with the first action: what merely looks does without.
    private readonly Lazy<ActionRouter> _router;
    private Task _running = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private Task _recalling = Task.CompletedTask;
    private bool _disposed;

    public FleetEngine(EngineOptions options, IReadOnlyList<IFleetSource> sources, TimeProvider time)
    {
        _options = options;
        _clock = new EngineClock(time);
        _pipe = new EventPipe(_clock, options.MaxWaitingEvents, options.MaxWaitingBytes);
        _writer = new FleetWriter(_pipe, new FleetStore(), _clock, options.Log, options.Measure);
        _sources = new SourceSet([.. sources.Select(s => new SourceSlot(s))]);
        _board = new InterestBoard(_sources.All, _pipe, _writer, _clock, options.Log);
        _audit = new AuditLog(options.AuditDirectory, options.Mask, _pipe, options.Log);
        _atOnce = new SemaphoreSlim(options.ActionsAtOnce);
        var stop = _stop.Token;
        _router = new Lazy<ActionRouter>(() => new ActionRouter(
            new ActionServices(_sources, _pipe, _writer, _board, new NeededFacts(_sources, _board, _writer, _clock), _audit, _clock, options, _atOnce), stop));
    }

    /// <summary>Monotonic time since the engine was made: the stamp of everything in a snapshot.</summary>
    public TimeSpan Now => _clock.Now;

    /// <summary>Where sources (and recorders that play back) put what they see.</summary>
    public IEventSink Sink => _pipe;

    /// <summary>Starts the writer, the sources' supervisors and the asking. Once.</summary>
    public void Start()
    {
        _writing = Task.Run(() => Guarded("writer", _writer.RunAsync, _stopWriter.Token));
        List<Task> loops = [];
        foreach (var slot in _sources.All)
        {
            var supervisor = new SourceSupervisor(slot, _board, _pipe, _clock, _options.Log);
            loops.Add(Task.Run(() => Guarded("supervisor", supervisor.RunAsync, _stop.Token)));
        }

        loops.Add(Task.Run(() => Guarded("interests", _board.RunAsync, _stop.Token)));
        _running = Task.WhenAll(loops);
    }

    /// <summary>Puts the newest audit records of earlier runs into the picture, behind the caller's back: only a screen shows them.</summary>
    public void RecallAudit() => _recalling = Task.Run(_audit.ReadTail);

    /// <summary>The latest picture; cheap, any thread. The same object as before while nothing changed (for at most a second).</summary>
    public FleetSnapshot Snapshot() => _writer.Snapshot();

    /// <summary>Calls back when there is a newer picture: on the writer's thread, never twice at once; the callback must only ring a bell.</summary>
    /// <param name="visibleOnly">Only when something that a screen may show has changed.</param>
    public IDisposable SnapshotChanged(Action changed, bool visibleOnly = true) => _writer.Subscribe(changed, visibleOnly);

    /// <summary>Declares which facts somebody wants, and how fresh. Dispose to withdraw, or replace.</summary>
    public InterestLease Declare(string owner, ImmutableArray<Interest> interests) => _board.Declare(owner, interests);

    /// <summary>Sends an action on its way; its runs are in the snapshot and end there.</summary>
    /// <returns>The ids of the runs, one per target.</returns>
    public ImmutableArray<string> Submit(FleetAction action) => _router.Value.Submit(action);

    /// <summary>What an action would do, on the picture as it is.</summary>
    public ImmutableArray<TargetPlan> Preview(FleetAction action) => _router.Value.Preview(action);

    /// <summary>What each signal would do to a worker as it is; empty when it is not known.</summary>
    public ImmutableArray<SignalChoice> SignalsOf(WorkerId worker) =>
        Snapshot().Workers.Find(worker)?.Worker is { } known && _sources.ProfileOf(known) is { } profile ? profile.Signals(known) : [];

    /// <summary>What an action would do, once the facts it needs are known (at most 2 s).</summary>
    public Task<ImmutableArray<TargetPlan>> PrepareAsync(FleetAction action, CancellationToken cancellationToken) => _router.Value.PrepareAsync(action, cancellationToken);

    /// <summary>Waits until something is true of the picture.</summary>
    /// <returns>That picture; null when the time ran out.</returns>
    public Task<FleetSnapshot?> WhenAsync(Func<FleetSnapshot, bool> holds, TimeSpan timeout, CancellationToken cancellationToken) =>
        SnapshotWait.UntilAsync(_writer, _clock, holds, timeout, cancellationToken);

    /// <summary>How complete the present picture is for these interests (which somebody must have declared).</summary>
    public (FleetSnapshot Snapshot, Picture Picture) Judge(ImmutableArray<Interest> interests)
    {
        // Rounds first: a picture taken afterwards holds every answer of those that were folded by then.
        var rounds = _board.Rounds;
        var through = _writer.FoldedThrough;
        var snapshot = _writer.Snapshot();
        return (snapshot, Completeness.Of(snapshot, _sources.All, interests, HasEnded));

        bool HasEnded(SourceId source, FactKind kind)
        {
            foreach (var round in rounds)
            {
                if (round.Source == source && round.Kind == kind)
                {
                    return round.Through <= through;
                }
            }

            return false;
        }
    }

    /// <summary>Declares the interests, waits until waiting longer would not help, and says what came of it.</summary>
    /// <returns>The picture when it settled or the time ran out; <see cref="Picture.Complete"/> tells which.</returns>
    public async Task<Gathered> GatherAsync(
        string owner, ImmutableArray<Interest> interests, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var lease = Declare(owner, interests);
        await WhenAsync(_ => Judge(interests).Picture.Settled, timeout, cancellationToken);
        var (snapshot, picture) = Judge(interests);
        return new Gathered(snapshot, picture);
    }

    /// <summary>Ends everything within 2 s: sources clean up, actions under way are left as they are and audited so.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stop.CancelAsync();
        var ended = Task.WhenAll(_running, _recalling, ActionsEndedAsync());
        if (await Task.WhenAny(ended, Task.Delay(EndsWithin, _clock.Time)) != ended)
        {
            _options.Log($"the engine's parts did not end within {EndsWithin.TotalSeconds:0} s; leaving them behind");
        }

        await _stopWriter.CancelAsync();
        await _writing;
        _atOnce.Dispose();
        _stop.Dispose();
        _stopWriter.Dispose();
    }

    /// <summary>
    /// For a program that ends right afterwards: sources take back what they left outside, and nothing else is unwound, which would be a tenth of a short
    /// run. While actions are under way it is <see cref="DisposeAsync"/>.
    /// </summary>
    public async ValueTask LeaveAsync()
    {
        if (!ActionsEndedAsync().IsCompleted)
        {
            await DisposeAsync();
            return;
        }

        _disposed = true;
        foreach (var slot in _sources.All)
        {
            if (slot.Source is IGuestSource guest)
            {
                await guest.FarewellAsync();
            }
        }
    }

    private Task ActionsEndedAsync() => _router.IsValueCreated ? _router.Value.WhenAllEndedAsync() : Task.CompletedTask;

    private async Task Guarded(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
#pragma warning disable CA1031 // The last edge: a bug here is logged; the screen still works and can be left.
        try
        {
            await run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            _options.Log($"the engine's {name} failed: {e}");
        }
#pragma warning restore CA1031
    }
}
