using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>A Celery source that runs against a real broker, with every event it posted and the fleet they fold into.</summary>
internal sealed class SourceRig : IEventSink, IAsyncDisposable
{
    public static readonly SourceId Id = new("test");

    private readonly FleetStore _store = new();
    private readonly List<FleetEvent> _events = [];
    private readonly Lock _gate = new();
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly CancellationTokenSource _stop = new();
    private Task<SourceEnd>? _run;

    private SourceRig(CelerySettings settings) => Source = new CelerySource(Id, settings, TimeProvider.System);

    public CelerySource Source { get; }

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_begun);

    /// <summary>When the source said that it may be asked.</summary>
    public TimeSpan ConnectedAt { get; private set; }

    /// <summary>What the run ended with.</summary>
    public Task<SourceEnd> Ended => _run!;

    /// <summary>Starts a source and returns once it is connected.</summary>
    public static async Task<SourceRig> StartAsync(string brokerUrl, CancellationToken token, Func<CelerySettings, CelerySettings>? change = null)
    {
        var url = Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse(brokerUrl)).First;
        var settings = CelerySettings.Of(url);
        var rig = new SourceRig(change?.Invoke(settings) ?? settings);
        await rig.RunAgainAsync(token);
        return rig;
    }

    /// <summary>A source that was not started.</summary>
    public static SourceRig NotStarted(string brokerUrl) =>
        new(CelerySettings.Of(Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse(brokerUrl)).First));

    /// <summary>Runs the source once more, as its supervisor would.</summary>
    public async Task RunAgainAsync(CancellationToken token)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _run = Source.RunAsync(
            this,
            () =>
            {
                ConnectedAt = Now;
                connected.TrySetResult();
            },
            _stop.Token);
        var first = await Task.WhenAny(connected.Task, _run).WaitAsync(TimeSpan.FromSeconds(20), token);
        Assert.True(first == connected.Task, _run.IsCompletedSuccessfully ? (await _run).Why : "the source ended: " + _run.Exception);
    }

    public void Post(FleetEvent fleetEvent)
    {
        lock (_gate)
        {
            _events.Add(fleetEvent);
            _store.Apply([fleetEvent]);
        }
    }

    public ImmutableArray<FleetEvent> Events()
    {
        lock (_gate)
        {
            return [.. _events];
        }
    }

    /// <summary>Everything ever posted, as text: for what must never be in it.</summary>
    public string Text() => string.Join('\n', Events());

    public static WorkerId IdOf(string node) => new(CeleryProfile.Id, "", node);

    /// <summary>The worker as the events so far fold; null when unknown.</summary>
    public Worker? Find(string node) => State(node)?.Worker;

    public WorkerState? State(string node)
    {
        lock (_gate)
        {
            var picture = _store.Snapshot(Now, TimeProvider.System.GetUtcNow(), SelfState.None);
            return picture.Workers.Find(IdOf(node));
        }
    }

    public Worker Get(string node) => Find(node) ?? throw new InvalidOperationException($"{node} is not known");

    public async Task<Worker> AskAsync(string node, CancellationToken token, params FactKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            await Source.AskAsync(kind, [IdOf(node)], token);
        }

        return Get(node);
    }

    public Task UntilAsync(Func<bool> condition, CancellationToken token, int seconds = 20) =>
        Until.TrueAsync(() => ValueTask.FromResult(condition()), TimeSpan.FromSeconds(seconds), () => string.Join('\n', Events().TakeLast(12)), token);

    public Task SeesAsync(string node, CancellationToken token) => UntilAsync(() => Find(node)?.Signs.PongAt is not null, token);

    /// <summary>The plan of an action with the facts it needs asked before.</summary>
    public async Task<ActionPlan> PlanAsync(ActionId action, string node, CancellationToken token, int? amount = null)
    {
        var worker = await AskAsync(node, token, [.. ActionTable.Get(action).Needs]);
        return ActionPlanner.Plan(new FleetAction(action, [worker.Id], amount, null, null, "test"), worker, Source.Profile);
    }

    /// <summary>Plans and carries out an action; every step must succeed.</summary>
    public async Task<(ActionPlan.Ready Plan, IReadOnlyList<StepReport> Reports, Worker Before)> DoAsync(ActionId action, string node, CancellationToken token, int? amount = null)
    {
        var plan = await PlanAsync(action, node, token, amount);
        var ready = plan as ActionPlan.Ready ?? throw new Xunit.Sdk.XunitException(((ActionPlan.Refused)plan).Text);
        var before = Get(node);
        var reports = new List<StepReport>();
        for (var i = 0; i < ready.Route.Steps.Length; i++)
        {
            var report = await Source.RunAsync(ready.Route.Steps[i], before, token);
            reports.Add(report);
            if (ready.Route.Steps[i] is RouteStep.AwaitGone)
            {
                // The stronger step that follows is skipped when it is gone.
                i += report.Ok ? 1 : 0;
                continue;
            }

            Assert.True(report.Ok, report.Text);
        }

        return (ready, reports, before);
    }

    /// <summary>Asks what the action watches until its effect is seen.</summary>
    public async Task<ActionEffect.Seen> EffectAsync(ActionId action, Worker before, TimeSpan since, CancellationToken token, int? amount = null, int seconds = 30)
    {
        var info = ActionTable.Get(action);
        var run = new ActionRun(
            "1", new FleetAction(action, [before.Id], amount, null, null, "test"), before.Id, before, ActionPhase.Watching, "", Risk.Safe, since, since, "");
        ActionEffect effect = new ActionEffect.Pending("");
        await Until.TrueAsync(
            async () =>
            {
                foreach (var kind in info.Watches)
                {
                    await Source.AskAsync(kind, [before.Id], token);
                }

                effect = info.Effect(new EffectInput(run, Find(before.Name), [], Now));
                Assert.False(effect is ActionEffect.Failed, effect.ToString());
                return effect is ActionEffect.Seen;
            },
            TimeSpan.FromSeconds(seconds),
            () => $"{effect}\n{string.Join('\n', Events().TakeLast(12))}",
            token);
        return (ActionEffect.Seen)effect;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_run is { } run)
        {
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }
}
