using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// The workers of one Celery broker on Redis: their events, facts over remote control, queue depths, their processes on this host, and the
/// steps of their actions (celery-redis §0). One run is one life of the connections; what is known of node names outlives it.
/// </summary>
public sealed class CelerySource : IFleetSource, IFactSource, IStepDriver, IGuestSource, IForewarnedSource
{
    // What was asked with the connection answers the first question only as long as it is news: whoever asks later wants to know how it is then.
    private static readonly TimeSpan GreetingHolds = TimeSpan.FromSeconds(2);

    private readonly CelerySettings _settings;
    private readonly TimeProvider _time;
    private readonly CeleryRoster _roster;
    private readonly CeleryProcesses _processes;

    // Made with the first step: what merely looks does without.
    private readonly Lazy<CelerySteps> _steps;
    private readonly CeleryTrees _trees;
    private readonly CeleryTreeWatch _watch;
    private volatile Life? _life;
    private volatile FactKind[] _expected = [];

    /// <param name="proc">The host's processes; null is this host's /proc.</param>
    /// <param name="launcher">The local launcher, which starts workers again that nobody keeps; null: there is none.</param>
    public CelerySource(SourceId id, CelerySettings settings, TimeProvider time, ProcFs? proc = null, Func<ILauncherDoor>? launcher = null)
    {
        Id = id;
        _settings = settings;
        _time = time;
        proc ??= new ProcFs();
        _roster = new CeleryRoster(id, settings.IdSource, settings.MostWorkers);
        _processes = new CeleryProcesses(proc, _roster);
        _trees = new CeleryTrees(proc);
        _watch = new CeleryTreeWatch(_roster, _trees, proc, time);
        _steps = new Lazy<CelerySteps>(() => new CelerySteps(proc, _roster, _trees, settings, time, launcher));
    }

    public SourceId Id { get; }

    public FrameworkProfile Profile => CeleryProfile.Profile;

    public string Address => _settings.Broker.Masked;

    /// <inheritdoc/>
    public async Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken)
    {
        using var malformed = new MalformedCount(Id, sink, _time);
        using var capped = new CappedCount(Id, _roster, sink, _time);
        var events = new CeleryEvents(_roster, sink, malformed);
        CelerySession session;
        try
        {
            session = await CelerySession.OpenAsync(_settings, (_, payload) => events.Take(payload), _time, cancellationToken);
        }
        catch (RedisFault fault)
        {
            return CeleryEndpoints.End(fault);
        }

        await using (session)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var inspector = new CeleryInspector(session, _roster, sink, Id, _settings);
            var ended = session.EndedAsync(reading => Unreadable(reading, session, malformed), stop.Token);
            Task greeted = Task.CompletedTask, watching = Task.CompletedTask;
            try
            {
                // A console that is not allowed to write its routing entry or to publish finds out before it says that it is connected.
                var greeting = await CeleryGreeting.SendAsync(inspector, session, _expected, stop.Token);
                greeted = greeting.Ended;
                _life = new Life(session, inspector, new CeleryDepths(session.Commands, _roster, sink, Id, _settings, _time), sink, greeting, sink.Now);
                connected();
                watching = Task.Run(() => _watch.RunAsync(sink, stop.Token), stop.Token);
                return CeleryEndpoints.End(await ended);
            }
            catch (RedisFault fault)
            {
                return CeleryEndpoints.End(fault);
            }
            finally
            {
                _life = null;
                await stop.CancelAsync();
                await Task.WhenAll(ended, greeted, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public void Expect(ImmutableArray<FactKind> kinds) => _expected = [.. kinds];

    /// <inheritdoc/>
    public bool Answers(FactKind kind) => kind is FactKind.Depth or FactKind.Process or FactKind.Tree || CeleryFacts.MethodOf(kind) is not null;

    /// <inheritdoc/>
    public async Task AskAsync(FactKind kind, ImmutableArray<WorkerId>? targets, CancellationToken cancellationToken)
    {
        if (_life is not { } life)
        {
            // Nobody to tell: the supervisor says that this source is not connected, and every fact of it goes stale with that.
            return;
        }

        ImmutableArray<CeleryNode>? nodes = targets is { } ids ? [.. ids.Select(_roster.Find).OfType<CeleryNode>()] : null;
        try
        {
            if (nodes is null && life.Sink.Now - life.Since < GreetingHolds && life.Greeting.Take(kind) is { } begun)
            {
                await begun.WaitAsync(cancellationToken);
                return;
            }

            await (kind switch
            {
                FactKind.Control => life.Inspector.PingAsync(nodes, cancellationToken),
                FactKind.Depth => life.Depths.ReadAsync(cancellationToken),
                FactKind.Process => LookAsync(life, nodes, cancellationToken),
                FactKind.Tree => LookAtTreesAsync(life, nodes, cancellationToken),
                _ => life.Inspector.InspectAsync(kind, nodes, cancellationToken),
            });
        }
        catch (RedisFault fault)
        {
            var why = Secrets.Mask(fault.Message);
            foreach (var node in nodes ?? _roster.ExpectedAt(life.Sink.Now))
            {
                life.Sink.Post(new FleetEvent.FactFailed(life.Sink.Now, node.Id, kind, why));
            }
        }
    }

    /// <inheritdoc/>
    public Task<StepReport> RunAsync(RouteStep step, Worker worker, CancellationToken cancellationToken) =>
        _steps.Value.RunAsync(step, worker, _life?.Session, Address, cancellationToken);

    /// <inheritdoc/>
    public Task FarewellAsync() => _life?.Session.FarewellAsync() ?? Task.CompletedTask;

    private async Task LookAsync(Life life, ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        var nodes = targets ?? _roster.ExpectedAt(life.Sink.Now);
        ImmutableArray<CeleryNode> unknown = [.. nodes.Where(n => CeleryProcesses.NeedsStats(n) && n is { OfflineAt: null })];
        if (!unknown.IsEmpty)
        {
            await life.Inspector.InspectAsync(FactKind.Stats, unknown, cancellationToken);
        }

        var met = new List<(string Node, ProcessSight.Ours Proven)>();
        foreach (var node in nodes.Select(n => _roster.Find(n.Name) ?? n))
        {
            var now = life.Sink.Now;
            var sight = _processes.Look(node, now);
            if (sight is ProcessSight.Ours ours)
            {
                met.Add((node.Name, ours));
            }

            life.Sink.Post(sight is not null
                ? new FleetEvent.FactAnswered(now, node.Id, new FactAnswer.Process(sight))
                : new FleetEvent.FactFailed(now, node.Id, FactKind.Process, "it has not told its pid"));
        }

        _trees.Meet(met);
    }

    private async Task LookAtTreesAsync(Life life, ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        // Its process first: the tree hangs on the proof.
        await LookAsync(life, targets, cancellationToken);
        var nodes = (targets ?? _roster.ExpectedAt(life.Sink.Now)).Select(n => _roster.Find(n.Name) ?? n).ToList();
        var trees = _trees.Look([.. nodes.Where(n => n.Proven is not null).Select(n => (n.Name, n.Proven!))]).ToDictionary(t => t.Node, t => t.Tree, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            life.Sink.Post(trees.TryGetValue(node.Name, out var tree)
                ? new FleetEvent.FactAnswered(life.Sink.Now, node.Id, new FactAnswer.Tree(tree))
                : new FleetEvent.FactFailed(life.Sink.Now, node.Id, FactKind.Tree, "no process of this host is proven to be it"));
        }
    }

    private static void Unreadable(ReplyReading reading, CelerySession session, MalformedCount malformed)
    {
        switch (reading)
        {
            case ReplyReading.Unsupported unsupported:
                malformed.Add($"replies are sent as {unsupported.ContentType}: the console reads only JSON (task_serializer)");
                session.Find(unsupported.Ticket)?.TakeUnreadable();
                break;
            case ReplyReading.Malformed bad:
                malformed.Add(bad.Why);
                break;
        }
    }

    private sealed record Life(CelerySession Session, CeleryInspector Inspector, CeleryDepths Depths, IEventSink Sink, CeleryGreeting Greeting, TimeSpan Since);
}
