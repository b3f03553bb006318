using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>One action on one worker, from asked to its outcome. Every phase is an event, both ends are audited.</summary>
/// <param name="refusal">Why it must not even be planned; null when it may.</param>
/// <param name="escalate">Called once when it is late and its asker said what follows then.</param>
internal sealed class ActionJourney(ActionServices services, ActionInfo info, ActionRun asked, string? refusal, Action<FleetAction> escalate)
{
    private static readonly TimeSpan LookAtEnd = TimeSpan.FromSeconds(1);

    private readonly List<StepReport> _reports = [];
    private ActionRun _run = asked;
    private bool _audited;

    /// <summary>Runs to the end. Cancellation leaves the action as it is, and the audit says so.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Tell(_run);
#pragma warning disable CA1031 // An edge: a bug on the way is the action's failure, not the program's end.
        try
        {
            if (refusal is null)
            {
                await GoAsync(cancellationToken);
            }
            else
            {
                Refuse(refusal);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(ActionPhase.TimedOut, "left before the effect was seen");
        }
        catch (Exception e)
        {
            services.Options.Log($"action {_run.Id} failed: {e}");
            End(ActionPhase.Failed, $"internal error, {e.GetType().Name}: {e.Message} (this is a bug; the log has more)");
        }
#pragma warning restore CA1031
    }

    private async Task GoAsync(CancellationToken cancellationToken)
    {
        await services.Needs.SettleAsync(_run.Action, [_run.Target], cancellationToken);
        await services.AtOnce.WaitAsync(cancellationToken);
        try
        {
            if (!await SendAsync(cancellationToken))
            {
                return;
            }
        }
        finally
        {
            services.AtOnce.Release();
        }

        await WatchAsync(cancellationToken);
    }

    /// <returns>False when the action has ended.</returns>
    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        // Planned on the latest state: what a dialog showed may be seconds old.
        if (Now(services.Writer.Snapshot()) is not { } worker)
        {
            return Refuse($"{_run.Target} is no longer known");
        }

        var plan = ActionPlanner.Plan(_run.Action, worker, services.Sources.ProfileOf(worker));
        if (plan is not ActionPlan.Ready ready)
        {
            return Refuse(((ActionPlan.Refused)plan).Text);
        }

        // Signs from before this moment are no effect of it.
        var now = services.Clock.Now;
        _run = _run with { Before = worker, Route = ready.Route.Text, Risk = ready.Risk, Since = now, Deadline = now + ready.Deadline, NextStep = ready.NextStep };
        if (Audit("asked", "", $"{info.Title}: {ready.Route.Reason}") is { } problem && ready.Risk == Risk.Lossy)
        {
            return Refuse($"{problem}; what can lose task runs is not done unrecorded");
        }

        return await StepsAsync(ready.Route.Steps, worker, cancellationToken);
    }

    private async Task<bool> StepsAsync(ImmutableArray<RouteStep> steps, Worker worker, CancellationToken cancellationToken)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (services.Sources.Of(worker, steps[i])?.Steps is not { } driver)
            {
                End(ActionPhase.Failed, $"source {worker.Source} cannot carry out actions");
                return false;
            }

            Tell(_run with { Phase = ActionPhase.Sending, Progress = steps[i].Text });
            if (steps[i] is RouteStep.AwaitEnd end)
            {
                if (!await EndedAsync(driver, end, worker, cancellationToken))
                {
                    return false;
                }

                continue;
            }

            var report = await driver.RunAsync(steps[i], worker, cancellationToken);
            _reports.Add(report);
            if (steps[i] is RouteStep.AwaitGone)
            {
                // Gone: the stronger step after it is not needed. Still there: that is what the stronger step is for.
                i += report.Ok ? 1 : 0;
            }
            else if (!report.Ok)
            {
                End(ActionPhase.Failed, report.Text, report.Detail);
                return false;
            }
        }

        return true;
    }

    // A drain takes as long as its task runs do: late is told, what follows stays offered, and its end still leads to the next step.
    private async Task<bool> EndedAsync(IStepDriver driver, RouteStep.AwaitEnd end, Worker worker, CancellationToken cancellationToken)
    {
        // Others may send meanwhile.
        services.AtOnce.Release();
        try
        {
            while (true)
            {
                var report = await driver.RunAsync(new RouteStep.AwaitGone(end.Pid, end.StartTicks, LookAtEnd), worker, cancellationToken);
                if (report.Ok)
                {
                    _reports.Add(report);
                    return true;
                }

                var verdict = EffectWatch.Judge(info, _run, Now(services.Writer.Snapshot()), _reports, services.Clock.Now);
                if (verdict.Phase == ActionPhase.TimedOut)
                {
                    End(ActionPhase.TimedOut, verdict.Progress);
                    return false;
                }

                var becameLate = verdict.Phase == ActionPhase.Late && _run.Phase != ActionPhase.Late;
                var phase = verdict.Phase == ActionPhase.Late ? ActionPhase.Late : ActionPhase.Watching;
                if (phase != _run.Phase || verdict.Progress != _run.Progress)
                {
                    Tell(_run with { Phase = phase, Progress = verdict.Progress });
                }

                if (becameLate && _run.Action.Then is { } then)
                {
                    escalate(new FleetAction(then, [_run.Target], null, null, null, _run.Action.By));
                }
            }
        }
        finally
        {
            await services.AtOnce.WaitAsync(CancellationToken.None);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var signal = new Signal();
        using var news = services.Writer.Subscribe(signal.Ring, visibleOnly: false);
        using var timer = new WakeTimer(services.Clock, signal);
        using var lease = services.Board.Declare($"watch {_run.Id}", [.. info.Watches.Select(w => Interest.InOne(_run.Target, w, EffectWatch.FactAge))]);
        var detail = _reports.Count > 0 ? _reports[^1].Detail : null;
        while (true)
        {
            var now = services.Clock.Now;
            var verdict = EffectWatch.Judge(info, _run, Now(services.Writer.Snapshot()), _reports, now);
            if (verdict.Phase is not (ActionPhase.Watching or ActionPhase.Late))
            {
                End(verdict.Phase, verdict.Progress, detail);
                return;
            }

            var becameLate = verdict.Phase == ActionPhase.Late && _run.Phase != ActionPhase.Late;
            if (_run.Phase != verdict.Phase || _run.Progress != verdict.Progress)
            {
                Tell(_run with { Phase = verdict.Phase, Progress = verdict.Progress });
            }

            if (becameLate && _run.Action.Then is { } then)
            {
                escalate(new FleetAction(then, [_run.Target], null, null, null, _run.Action.By));
            }

            // Some effects follow from silence: time alone can bring them.
            timer.Set(now + EffectWatch.LookEvery);
            await signal.WaitAsync(cancellationToken);
        }
    }

    private Worker? Now(FleetSnapshot snapshot) => snapshot.Workers.Find(_run.Target)?.Worker;

    private bool Refuse(string why)
    {
        End(ActionPhase.Refused, why);
        return false;
    }

    private void End(ActionPhase phase, string text, string? detail = null)
    {
        if (!_audited)
        {
            Audit("asked", "", info.Title);
        }

        var problem = Audit("ended", EffectWatch.Outcome(phase), text);
        var progress = problem is null || phase == ActionPhase.Refused ? text : $"{text} ({problem})";
        Tell(_run with { Phase = phase, Progress = progress, Detail = detail, EndedAt = services.Clock.Now });
    }

    private string? Audit(string what, string outcome, string text)
    {
        _audited = true;
        return services.Audit.Write(new AuditRecord(
            _run.Id, services.Clock.Wall, what, _run.Action.By, services.Options.HostName, services.Options.Cluster,
            _run.Action.Amount is { } n ? $"{_run.Action.Action} {n}" : _run.Action.Signal is { } signal ? $"{_run.Action.Action} {signal}" : _run.Action.Action.Value, _run.Target.ToString(), _run.Route, outcome, text));
    }

    private void Tell(ActionRun run)
    {
        _run = run;
        services.Pipe.Post(new FleetEvent.ActionChanged(services.Clock.Now, run));
    }
}
