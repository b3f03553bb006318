using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>Plans as the text of a dialog: targets with their route, losses, notes, and who is left out.</summary>
internal static class PlanText
{
    public static IEnumerable<TextLine> Of(FleetAction action, IReadOnlyList<TargetPlan> plans, UiContext context)
    {
        yield return new TextLine(ActionTable.Get(action.Action).Summary, Role.Muted);
        var totals = PlanTotals.Of(plans);
        foreach (var line in totals.Lines(plans))
        {
            yield return line;
        }

        var wasLong = true;
        foreach (var plan in plans)
        {
            if (plan.Plan is ActionPlan.Ready ready)
            {
                List<TextLine> more =
                [
                    .. totals.Route is null ? [new TextLine($"  {PlanTotals.RouteText(ready)}")] : (TextLine[])[],
                    .. Losses(ready, context),
                    .. ready.Notes.Where(n => !totals.Notes.Contains(n)).Select(n => new TextLine($"  {n}", Role.Muted)),
                ];
                // Bare names stand close together: two hundred of them are read as a list.
                if (wasLong || more.Count > 0)
                {
                    yield return new TextLine("");
                }

                yield return new TextLine(Name(plan), Role.Title);
                foreach (var line in more)
                {
                    yield return line;
                }

                wasLong = more.Count > 0;
            }
        }

        foreach (var line in Refusals(plans))
        {
            yield return line;
        }
    }

    /// <summary>The targets that are left out, each with its reason.</summary>
    public static IEnumerable<TextLine> Refusals(IReadOnlyList<TargetPlan> plans)
    {
        foreach (var plan in plans)
        {
            if (plan.Plan is ActionPlan.Refused refused)
            {
                yield return new TextLine("");
                yield return new TextLine($"{Name(plan)}: not possible", Role.Warn);
                yield return new TextLine($"  {refused.Text}", Role.Muted);
            }
        }
    }

    public static string Name(TargetPlan plan) => plan.Worker?.Name ?? plan.Target.Place;

    private static IEnumerable<TextLine> Losses(ActionPlan.Ready ready, UiContext context)
    {
        if (ready.Losses.IsEmpty)
        {
            if (ready.Risk == Risk.Lossy)
            {
                yield return new TextLine("  Task runs may be lost; which ones is not known.", Role.Error);
            }

            yield break;
        }

        var fates = ready.Losses.GroupBy(l => l.Fate).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}");
        yield return new TextLine($"  {string.Join(", ", fates)}:", Role.Error);
        foreach (var loss in ready.Losses)
        {
            var age = loss.Run.StartedAt is { } at ? $", running {Spans.Exact(context.Snapshot.WallAt - at)}" : "";
            var id = loss.Run.Id.Length > 8 ? loss.Run.Id[..8] : loss.Run.Id;
            yield return new TextLine($"  · {loss.Run.Name} {id}{age}: {Word(loss.Fate)} ({loss.Why})", loss.Fate == Fate.Redelivered ? Role.Warn : Role.Error);
        }
    }

    /// <summary>What becomes of a task run, in a word.</summary>
    public static string Word(Fate fate) => fate switch { Fate.Lost => "lost", Fate.Redelivered => "redelivered", Fate.Unknown => "lost or redelivered, not known" };
}
