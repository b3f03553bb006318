using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>Chooses the route of an action on one worker: the first offer that fits, else a refusal that says why of each.</summary>
public static class ActionPlanner
{
    /// <param name="profile">The worker's framework; null when no driver of it is loaded.</param>
    public static ActionPlan Plan(FleetAction action, Worker worker, FrameworkProfile? profile)
    {
        if (profile is null)
        {
            return new ActionPlan.Refused($"no driver for {worker.Id.Framework} is loaded", "");
        }

        if (ActionTable.Get(action.Action).TakesAmount && action.Amount is not > 0)
        {
            return new ActionPlan.Refused($"{action.Action} needs a number of at least 1", "");
        }

        if (ActionTable.Get(action.Action).TakesSignal && (action.Signal is not { } signal || SignalNames.Number(signal) is null))
        {
            return new ActionPlan.Refused($"{action.Action} needs the name of a signal", $"one of {string.Join(", ", SignalNames.All.Select(s => s.Name))}");
        }

        if (KeeperRoutes.Plan(action, worker, profile) is { } byKeeper)
        {
            return byKeeper;
        }

        var offers = profile.Offers(action, worker);
        foreach (var offer in offers)
        {
            if (offer is RouteOffer.Fits fits)
            {
                var cost = profile.Assess(action, worker);
                ImmutableArray<string> notes = KeeperRoutes.Note(action, worker) is { } note ? [.. cost.Notes, note] : cost.Notes;
                return new ActionPlan.Ready(fits.Route, cost.Risk, cost.Losses, notes, action.Timeout ?? cost.Deadline, cost.NextStep);
            }
        }

        var unfit = offers.OfType<RouteOffer.Unfit>().ToList();
        return unfit.Count == 0
            ? new ActionPlan.Refused($"{profile.Title} workers know no {action.Action}", "")
            : new ActionPlan.Refused(string.Join("; ", unfit.Select(u => u.Why).Distinct()), unfit[^1].Remedy);
    }
}
