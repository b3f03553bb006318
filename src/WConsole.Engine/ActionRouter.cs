using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>Takes actions, sends each target on its journey, and refuses what is under way on that worker already.</summary>
internal sealed class ActionRouter(ActionServices services, CancellationToken stop)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(WorkerId, ActionId), TimeSpan> _underWay = [];
    private readonly HashSet<Task> _journeys = [];

    /// <summary>Accepts an action; its targets go their ways from here on their own.</summary>
    /// <returns>The ids of the runs, in the order of the targets (each target once).</returns>
    public ImmutableArray<string> Submit(FleetAction action)
    {
        var now = services.Clock.Now;
        return [.. action.Targets.Distinct().Select(target => Start(action, target, now))];
    }

    /// <summary>What the action would do, on the picture as it is. Nothing is sent or asked.</summary>
    public ImmutableArray<TargetPlan> Preview(FleetAction action)
    {
        var snapshot = services.Writer.Snapshot();
        return [.. action.Targets.Distinct().Select(target => Plan(action, target, snapshot))];
    }

    /// <summary>As <see cref="Preview"/>, once the facts it needs are known (at most 2 s).</summary>
    public async Task<ImmutableArray<TargetPlan>> PrepareAsync(FleetAction action, CancellationToken cancellationToken)
    {
        await services.Needs.SettleAsync(action, action.Targets, cancellationToken);
        return Preview(action);
    }

    /// <summary>Returns once every journey has ended; call it after cancelling them.</summary>
    public async Task WhenAllEndedAsync()
    {
        while (true)
        {
            Task[] journeys;
            lock (_gate)
            {
                journeys = [.. _journeys];
            }

            if (journeys.Length == 0)
            {
                return;
            }

            await Task.WhenAll(journeys);
        }
    }

    private TargetPlan Plan(FleetAction action, WorkerId target, FleetSnapshot snapshot)
    {
        if (ActionTable.Find(action.Action) is null)
        {
            return new TargetPlan(target, null, new ActionPlan.Refused($"there is no action '{action.Action}'", ""));
        }

        if (snapshot.Workers.Find(target)?.Worker is not { } worker)
        {
            return new TargetPlan(target, null, new ActionPlan.Refused($"no worker {target} is known", "list them with `workers`"));
        }

        return Duplicate(target, action.Action) is { } why
            ? new TargetPlan(target, worker, new ActionPlan.Refused(why, ""))
            : new TargetPlan(target, worker, ActionPlanner.Plan(action, worker, services.Sources.ProfileOf(worker)));
    }

    private string Start(FleetAction action, WorkerId target, TimeSpan now)
    {
        var id = $"{services.Clock.Wall.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var worker = services.Writer.Snapshot().Workers.Find(target)?.Worker;
        var before = worker ?? new Worker(target, target.Place, null, new SourceId(target.Source), null, new WorkerSigns(now), [], new WorkerFacts());
        var run = new ActionRun(id, action, target, before, ActionPhase.Asked, "", Risk.Safe, now, now, "asked");
        var info = ActionTable.Get(action.Action);
        var key = (target, action.Action);
        lock (_gate)
        {
            var refusal = worker is null ? $"no worker {target} is known" : Duplicate(target, action.Action);
            if (refusal is null)
            {
                _underWay[key] = now;
            }

            var journey = new ActionJourney(services, info, run, refusal, next => Submit(next));
            var task = GoAsync(journey, refusal is null ? key : null);
            _journeys.Add(task);
            task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return id;
    }

    // A second warm stop can be the opposite of patience: on Celery 5.2 it aborts the drain.
    private string? Duplicate(WorkerId target, ActionId action)
    {
        lock (_gate)
        {
            return _underWay.TryGetValue((target, action), out var since)
                ? $"{action} is under way on {target} already, since {(services.Clock.Now - since).TotalSeconds:0} s"
                : null;
        }
    }

    private async Task GoAsync(ActionJourney journey, (WorkerId, ActionId)? key)
    {
        await Task.Yield();
        try
        {
            await journey.RunAsync(stop);
        }
        finally
        {
            if (key is { } underWay)
            {
                lock (_gate)
                {
                    _underWay.Remove(underWay);
                }
            }
        }
    }

    private void Forget(Task journey)
    {
        lock (_gate)
        {
            _journeys.Remove(journey);
        }
    }
}
