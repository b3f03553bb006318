using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>
/// The routes of a worker that a keeper would start again behind the operator's back: what ends it goes by the keeper, the rest by its framework. A keeper that
/// does not stop it warmly, or not long enough, is no way to stop it. Pure.
/// </summary>
internal static class KeeperRoutes
{
    /// <returns>Null: its framework has the way.</returns>
    public static ActionPlan? Plan(FleetAction action, Worker worker, FrameworkProfile profile)
    {
        // Where the keeper's own source reports the worker, its profile knows all this.
        if (worker.Kept is not { Evidence: LinkEvidence.Proven or LinkEvidence.Remembered } kept || kept.Unit.Source == worker.Source)
        {
            return null;
        }

        if (!kept.Reached)
        {
            return action.Action == ActionId.Restart
                ? new ActionPlan.Refused($"{kept.Unit.Keeper}, which keeps it as {kept.Unit.Id}, is not reached", "run wconsole up: it takes over what still runs")
                : null;
        }

        return action.Action switch
        {
            _ when action.Action == ActionId.WarmStop => Warm(action, worker, kept.Unit, profile, "stop"),
            _ when action.Action == ActionId.Restart => Warm(action, worker, kept.Unit, profile, "restart"),
            _ when action.Action == ActionId.ColdStop => Cold(action, worker, kept.Unit, profile),
            _ when action.Action == ActionId.Kill => Kill(action, worker, kept.Unit, profile),
            _ => null,
        };
    }

    /// <summary>What is to be known of an action that its framework carries out on a kept worker; null when nothing is.</summary>
    public static string? Note(FleetAction action, Worker worker) => worker.Kept is not { } kept || kept.Unit.Source == worker.Source ? null
        : kept.Evidence == LinkEvidence.Conflict || !worker.Disputes.IsEmpty ? $"who keeps it contradicts itself ({kept.Why}): it may be started again"
        : !kept.Reached ? $"{kept.Unit.Keeper}, which keeps it, is not reached: nobody starts it again before wconsole up"
        : action.Action == ActionId.Signal ? $"{kept.Unit.Keeper} keeps it as {kept.Unit.Id}: when it ends of this, it is started again"
        : null;

    private static ActionPlan Warm(FleetAction action, Worker worker, Unit unit, FrameworkProfile profile, string order)
    {
        var stop = profile.StopBySignal(worker);
        var cost = stop?.Cost ?? profile.Assess(action, worker);
        var restarts = order == "restart";
        if (unit.Process is null)
        {
            return unit.IsDown && !restarts
                ? new ActionPlan.Refused($"{unit.Keeper} has {unit.Id} stopped already", $"start it: wconsole start {unit.Id}")
                : Ready(action, unit, order, restarts ? $"{unit.Keeper} starts it" : $"{unit.Keeper} would start it again", cost with { Risk = Risk.Reversible, Losses = [], Notes = [] }, null);
        }

        if (unit.Phase == UnitPhase.Stopping && !restarts)
        {
            return new ActionPlan.Refused($"{unit.Keeper} has asked it to end already", "wait for it, or stop it cold");
        }

        return Mismatch(unit, stop, profile) is { } mismatch ? mismatch : Ready(action, unit, order, restarts ? $"{unit.Keeper} keeps it: it is stopped warmly and started again" : Behind(unit), cost, ActionId.ColdStop);
    }

    // Its way of stopping, measured by what its framework needs.
    private static ActionPlan.Refused? Mismatch(Unit unit, SignalledStop? stop, FrameworkProfile profile)
    {
        if (stop is null)
        {
            return null;
        }

        if (!stop.Signals.Contains(unit.Stop.Signal))
        {
            return new ActionPlan.Refused(
                $"{unit.Keeper} stops {unit.Id} by {unit.Stop.Signal}, which is no warm stop of a {profile.Title} worker ({string.Join(", ", stop.Signals)} is)",
                $"write stop: {{ signal: {stop.Signals[0]} }} into its group and wconsole up, or stop it cold");
        }

        return unit.Stop.KillAfter is { } kill && kill < stop.Cost.Deadline && !stop.IsIdle
            ? new ActionPlan.Refused(
                $"{unit.Keeper} kills {unit.Id} {kill.TotalSeconds:0.#} s after it asked it to end, and what it runs may take {stop.Cost.Deadline.TotalSeconds:0.#} s",
                "give its group a longer stop: { kill_after: … } and wconsole up, wait until it is idle, or stop it cold")
            : null;
    }

    private static ActionPlan Cold(FleetAction action, Worker worker, Unit unit, FrameworkProfile profile)
    {
        if (unit.Process is null)
        {
            return Warm(action, worker, unit, profile, "stop");
        }

        var offers = profile.Offers(action, worker);
        if (offers.OfType<RouteOffer.Fits>().FirstOrDefault() is not { Route: var route })
        {
            return offers.OfType<RouteOffer.Unfit>().FirstOrDefault() is { } unfit
                ? new ActionPlan.Refused(unfit.Why, $"{(unfit.Remedy.Length > 0 ? unfit.Remedy + ", or " : "")}kill it: {unit.Keeper} can")
                : new ActionPlan.Refused($"{profile.Title} workers know no {action.Action}", "");
        }

        // The keeper's own signal is the first of them, where it is one.
        var cost = profile.Assess(action, worker);
        var steps = route.Steps.Where(s => s is not RouteStep.Signal signal || signal.Name != unit.Stop.Signal);
        return new ActionPlan.Ready(
            new Route([new RouteStep.Keeper("stop", unit.Id), .. steps], $"{Behind(unit)}; {route.Reason}"), cost.Risk, cost.Losses, cost.Notes, action.Timeout ?? cost.Deadline, cost.NextStep);
    }

    private static ActionPlan Kill(FleetAction action, Worker worker, Unit unit, FrameworkProfile profile)
    {
        var cost = profile.Assess(action, worker);
        return unit switch
        {
            { Process: null, IsDown: true } => new ActionPlan.Refused($"{unit.Keeper} has {unit.Id} stopped already", ""),
            { Process: null } => Ready(action, unit, "kill", $"{unit.Keeper} would start it again", cost with { Risk = Risk.Reversible, Losses = [], Notes = [] }, null),
            _ => new ActionPlan.Ready(
                new Route([new RouteStep.Keeper("kill", unit.Id)], $"{unit.Keeper} ends its whole tree, and leaves it stopped"), cost.Risk, cost.Losses, cost.Notes, action.Timeout ?? cost.Deadline, null),
        };
    }

    private static ActionPlan.Ready Ready(FleetAction action, Unit unit, string order, string reason, Assessment cost, ActionId? next)
    {
        ImmutableArray<string> notes = unit.Process is null || unit.Stop.KillAfter is not { } kill ? cost.Notes : [.. cost.Notes, $"its group says: KILL of its whole tree after {kill.TotalSeconds:0.#} s"];
        var deadline = unit.Stop.Deadline > cost.Deadline ? unit.Stop.Deadline : cost.Deadline;
        return new ActionPlan.Ready(new Route([new RouteStep.Keeper(order, unit.Id)], reason), cost.Risk, cost.Losses, notes, action.Timeout ?? deadline, next);
    }

    private static string Behind(Unit unit) => $"{unit.Keeper} keeps it: stopped in any other way it would be started again";
}
