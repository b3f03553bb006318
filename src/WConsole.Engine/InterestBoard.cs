using System.Collections.Immutable;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>
/// Who wants which fact, and how fresh. Merges all owners' wishes and asks the sources: never the same question twice at once, again when the
/// wanted age has passed, everything at once after a reconnect.
/// </summary>
internal sealed class InterestBoard(IReadOnlyList<SourceSlot> sources, EventPipe pipe, FleetWriter writer, EngineClock clock, Action<string> log)
{
    // Nothing a source is asked may take longer; its own limits are far below.
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(30);

    // News from the store (a worker came up) is looked at this often; a wish or a connection at once.
    private static readonly TimeSpan NewsEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<InterestLease> _leases = [];
    private readonly Dictionary<SourceId, Connection> _connections = [];
    private readonly HashSet<SourceId> _everConnected = [];
    private readonly HashSet<Task> _asking = [];
    private readonly Signal _signal = new();
    private ImmutableArray<Round> _rounds = [];
    private Demand _demand = Demand.None;
    private int _urgent;

    /// <summary>The rounds that ended in the sources' present connections.</summary>
    public ImmutableArray<Round> Rounds
    {
        get
        {
            lock (_gate)
            {
                return _rounds;
            }
        }
    }

    /// <summary>Declares what an owner wants. Disposing the answer withdraws it.</summary>
    /// <param name="owner">For people; two declarations of one name are two.</param>
    public InterestLease Declare(string owner, ImmutableArray<Interest> interests)
    {
        var lease = new InterestLease(owner, this);
        Replace(lease, interests);
        return lease;
    }

    /// <summary>A source may be asked from now on.</summary>
    public void Connected(SourceId source)
    {
        lock (_gate)
        {
            _connections[source] = new Connection(new AskMemory(clock.Now, !_everConnected.Add(source)), new CancellationTokenSource());
        }

        Wake();
    }

    /// <summary>A source is gone: what it was asked is given up.</summary>
    public void Disconnected(SourceId source)
    {
        lock (_gate)
        {
            if (_connections.Remove(source, out var connection))
            {
                connection.Life.Cancel();
            }

            _rounds = _rounds.RemoveAll(r => r.Source == source);
        }

        Wake();
    }

    /// <summary>Asks until it is cancelled; then waits for the questions under way to end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new WakeTimer(clock, _signal);
        using var news = writer.Subscribe(_signal.Ring, visibleOnly: true);
        TimeSpan? last = null;
        try
        {
            while (true)
            {
                await _signal.WaitAsync(cancellationToken);
                var now = clock.Now;
                if (Interlocked.Exchange(ref _urgent, 0) == 0 && last is { } before && now - before < NewsEvery)
                {
                    timer.Set(before + NewsEvery);
                    continue;
                }

                last = now;
                timer.Set(Look(now, cancellationToken));
            }
        }
        finally
        {
            Task[] asking;
            lock (_gate)
            {
                asking = [.. _asking];
            }

            await Task.WhenAll(asking);
        }
    }

    internal void Replace(InterestLease lease, ImmutableArray<Interest>? interests)
    {
        lock (_gate)
        {
            _leases.Remove(lease);
            if (interests is { } wanted)
            {
                lease.Wanted = wanted;
                _leases.Add(lease);
            }

            // Plain loops here and in the first questions: LINQ over values of ours is loaded, or even compiled, anew at each start.
            var all = new List<Interest>();
            foreach (var one in _leases)
            {
                all.AddRange(one.Wanted.AsSpan());
            }

            _demand = Demand.Merge(all);
            Forewarn();
        }

        Wake();
    }

    private void Forewarn()
    {
        foreach (var slot in sources)
        {
            if (slot.Source is IForewarnedSource source)
            {
                source.Expect(_demand.KindsOfAll);
            }
        }
    }

    private void Wake()
    {
        Interlocked.Exchange(ref _urgent, 1);
        _signal.Ring();
    }

    private TimeSpan? Look(TimeSpan now, CancellationToken stop)
    {
        TimeSpan? next = null;
        var snapshot = writer.Snapshot();
        foreach (var source in sources)
        {
            var workers = WorkersOf(source.Id, snapshot);
            lock (_gate)
            {
                if (source.Facts is not { } facts)
                {
                    continue;
                }

                FailUnanswerable(source, facts.Answers, workers);
                if (_connections.TryGetValue(source.Id, out var connection))
                {
                    var (asks, due) = AskPlanner.Plan(_demand, facts.Answers, workers, connection.Memory, now);
                    next = due is { } at && !(next < at) ? at : next;
                    foreach (var ask in asks)
                    {
                        Begin(ask, source, workers, connection.Memory, connection.Life.Token, stop);
                    }
                }
            }
        }

        return next;
    }

    private static List<Worker> WorkersOf(SourceId source, FleetSnapshot snapshot)
    {
        var workers = new List<Worker>();
        foreach (var state in snapshot.Workers.Items)
        {
            if (state.Worker.Source == source && !state.Worker.IsOnlyKept)
            {
                workers.Add(state.Worker);
            }
        }

        return workers;
    }

    // What cannot be answered is said, so that nobody waits for it. A kept value is not taken back: it shows its age.
    private void FailUnanswerable(SourceSlot source, Func<FactKind, bool> answers, List<Worker> workers)
    {
        var gone = _connections.ContainsKey(source.Id) ? null : source.Why;
        foreach (var kind in _demand.Kinds)
        {
            if (kind is FactKind.Depth or FactKind.Control || (gone is null && answers(kind)))
            {
                continue;
            }

            foreach (var worker in workers)
            {
                var wanted = _demand.OfAll(kind) is not null || _demand.OfOne(kind, worker.Id) is not null;
                if (wanted && FactStates.Of(worker, kind).State is FactState.NeverAsked or FactState.Asked)
                {
                    pipe.Post(new FleetEvent.FactFailed(clock.Now, worker.Id, kind, gone ?? $"{source.Source.Profile.Title} cannot be asked for it"));
                }
            }
        }
    }

    private void Begin(Ask ask, SourceSlot source, List<Worker> workers, AskMemory memory, CancellationToken life, CancellationToken stop)
    {
        memory.Begin(ask, clock.Now);
        foreach (var worker in workers)
        {
            // A fresh value that is asked again stays fresh: nothing that anybody could see has changed.
            if ((ask.Targets is null || ask.Targets.Value.Contains(worker.Id)) && FactStates.Of(worker, ask.Kind).State != FactState.Fresh)
            {
                pipe.Post(new FleetEvent.FactAsked(clock.Now, worker.Id, ask.Kind));
            }
        }

        var asking = AskAsync(ask, source, memory, life, stop);
        _asking.Add(asking);
        asking.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task asking)
    {
        lock (_gate)
        {
            _asking.Remove(asking);
        }
    }

    private async Task AskAsync(Ask ask, SourceSlot source, AskMemory memory, CancellationToken life, CancellationToken stop)
    {
        // The loop holds the gate and must not wait for a driver's synchronous beginning.
        await Task.Yield();
        var askedAt = clock.Now;
        string? failure = null;
        using var limit = new CancellationTokenSource(AskLimit, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(life, stop, limit.Token);
#pragma warning disable CA1031 // An edge: a driver's bug fails its question, not the engine.
        try
        {
            await source.Facts!.AskAsync(ask.Kind, ask.Targets, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // When its source is gone, what was known stays and shows its age.
            failure = limit.IsCancellationRequested ? $"no end of the answer within {AskLimit.TotalSeconds:0} s" : "";
        }
        catch (Exception e)
        {
            log($"source {source.Id}: asking for {ask.Kind} failed: {e}");
            failure = $"asking failed: {e.Message} (this is a bug; the log has more)";
        }
#pragma warning restore CA1031

        if (failure is { Length: > 0 } why)
        {
            foreach (var worker in ask.Targets ?? [])
            {
                pipe.Post(new FleetEvent.FactFailed(clock.Now, worker, ask.Kind, why));
            }
        }

        End(ask, source.Id, memory, failure is null ? new Round(source.Id, ask.Kind, askedAt, pipe.Counts.Posted) : null);
    }

    private void End(Ask ask, SourceId source, AskMemory memory, Round? round)
    {
        lock (_gate)
        {
            memory.End(ask);
            if (round is { } ended && ask.Targets is null && _connections.TryGetValue(source, out var connection) && connection.Memory == memory)
            {
                _rounds = _rounds.RemoveAll(r => r.Source == source && r.Kind == ask.Kind).Add(ended);
            }
        }

        writer.Announce();
        Wake();
    }

    // What was asked over it, and what ends with it.
    private sealed record Connection(AskMemory Memory, CancellationTokenSource Life);
}
