using System.Diagnostics;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>Where a sent action is, from its effect and the time. Pure.</summary>
internal static class EffectWatch
{
    /// <summary>How fresh the watched facts are kept.</summary>
    public static readonly TimeSpan FactAge = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the effect is judged when nothing is heard.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after its deadline an action is still watched.</summary>
    public static readonly TimeSpan WatchedAfterDeadline = TimeSpan.FromMinutes(10);

    public static (ActionPhase Phase, string Progress) Judge(ActionInfo info, ActionRun run, Worker? now, IReadOnlyList<StepReport> reports, TimeSpan at)
    {
        switch (info.Effect(new EffectInput(run, now, reports, at)))
        {
            case ActionEffect.Seen seen:
                return (ActionPhase.Done, seen.Text);
            case ActionEffect.Failed failed:
                return (ActionPhase.Failed, failed.Why);
            case ActionEffect.Pending pending when at < run.Deadline:
                return (ActionPhase.Watching, pending.Progress);
            case ActionEffect.Pending pending when at < run.Deadline + WatchedAfterDeadline:
                var allowed = $"not done within {(run.Deadline - run.Since).TotalSeconds:0} s: {pending.Progress}";
                var next = run.NextStep is { } step ? ActionTable.Find(step) : null;
                return (ActionPhase.Late, next is null ? allowed : $"{allowed}; next: {next.Title}");
            case ActionEffect.Pending pending:
                return (ActionPhase.TimedOut, $"given up {WatchedAfterDeadline.TotalMinutes:0} min after the deadline: {pending.Progress}");
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The audit's word for how an action ended.</summary>
    public static string Outcome(ActionPhase phase) => phase switch
    {
        ActionPhase.Done => "done",
        ActionPhase.Refused => "refused",
        ActionPhase.Failed => "failed",
        ActionPhase.TimedOut => "timed out",
        ActionPhase.Asked or ActionPhase.Sending or ActionPhase.Watching or ActionPhase.Late => "",
    };
}
