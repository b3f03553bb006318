using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>What is the same for all of many targets, said once: how many, what they lose together, the route and the notes that all share.</summary>
internal sealed record PlanTotals(string? Route, IReadOnlySet<string> Notes)
{
    private static readonly PlanTotals Nothing = new(null, new HashSet<string>());

    public static PlanTotals Of(IReadOnlyList<TargetPlan> plans)
    {
        var ready = plans.Select(p => p.Plan).OfType<ActionPlan.Ready>().ToList();
        if (ready.Count < 2)
        {
            return Nothing;
        }

        var routes = ready.Select(r => RouteText(r)).Distinct().ToList();
        var notes = ready.Skip(1).Aggregate(ready[0].Notes.ToHashSet(), (all, r) => [.. all.Intersect(r.Notes)]);
        return new PlanTotals(routes is [var one] ? one : null, notes);
    }

    public IEnumerable<TextLine> Lines(IReadOnlyList<TargetPlan> plans)
    {
        var ready = plans.Select(p => p.Plan).OfType<ActionPlan.Ready>().ToList();
        if (ready.Count < 2)
        {
            yield break;
        }

        var losses = ready.SelectMany(r => r.Losses).ToList();
        var left = plans.Count - ready.Count;
        var fates = losses.GroupBy(l => l.Fate).OrderBy(g => g.Key).Select(g => $"{g.Count()} {PlanText.Word(g.Key)}");
        yield return new TextLine(
            $"{ready.Count} workers{(left > 0 ? $", {left} left out" : "")}{(losses.Count > 0 ? $"; task runs at risk: {string.Join(", ", fates)}" : "")}",
            losses.Count > 0 ? Role.Error : Role.Text);
        if (Route is not null)
        {
            yield return new TextLine($"each {Route}");
        }

        foreach (var note in Notes)
        {
            yield return new TextLine($"each: {note}", Role.Muted);
        }
    }

    public static string RouteText(ActionPlan.Ready ready) => $"by {ready.Route.Text} ({ready.Route.Reason})";
}
