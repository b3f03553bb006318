using System.Collections.Immutable;
using System.Globalization;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>Asks how many, and says what comes of it: <c>w1: 2 → 3 slots</c>.</summary>
internal sealed record AmountDialog : Overlay
{
    private const int Cancel = 1;
    private const int Most = 1000;

    private readonly FleetAction _action;
    private readonly ImmutableArray<TargetPlan> _plans;

    /// <param name="action">For one; the number typed takes that one's place.</param>
    /// <param name="plans">Of the targets that can do it.</param>
    public AmountDialog(FleetAction action, ImmutableArray<TargetPlan> plans)
    {
        _action = action;
        _plans = plans;
        Input = FieldText.Of("1");
    }

    protected override int Buttons => 2;

    private int? Amount => int.TryParse(Input?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= Most ? n : null;

    protected override Dialog Look(Theme theme, UiContext context)
    {
        var info = ActionTable.Get(_action.Action);
        var sign = _action.Action == ActionId.PoolShrink ? -1 : 1;
        var body = ImmutableArray.CreateBuilder<TextLine>();
        var ready = _plans.Where(p => p.Plan is ActionPlan.Ready).ToList();
        var notes = ready.Select(p => Notes(p)).ToList();
        // What is the same for all is said once.
        var isSame = notes.Count > 1 && notes.All(n => n.SequenceEqual(notes[0]));
        foreach (var plan in ready)
        {
            // From the picture, not from the plan: it may have changed since the key was pressed.
            var size = context.Snapshot.Workers.Find(plan.Target)?.Pool.Size;
            body.Add(new TextLine((size, Amount) switch
            {
                ({ } now, { } n) => $"{PlanText.Name(plan)}: {now} → {now + (sign * n)} slots",
                ({ } now, null) => $"{PlanText.Name(plan)}: {now} slots",
                _ => $"{PlanText.Name(plan)}: size not told",
            }));
            body.AddRange(isSame ? [] : Notes(plan).Select(n => new TextLine($"  {n}", Role.Muted)));
        }

        body.AddRange(isSame ? notes[0].Select(n => new TextLine($"all: {n}", Role.Muted)) : []);

        body.AddRange(PlanText.Refusals(_plans));
        if (Amount is null)
        {
            body.Add(new TextLine($"A number from 1 to {Most} is needed.", Role.Error));
        }

        return new Dialog(ready.Count == 1 ? info.Title : $"{info.Title} {ready.Count} workers", body.ToImmutable(), [info.Title, "Cancel"], InputLabel: sign > 0 ? "add slots: " : "take slots: ");
    }

    // The sizes are said from the picture.
    private static IEnumerable<string> Notes(TargetPlan plan) => ((ActionPlan.Ready)plan.Plan).Notes.Where(n => !n.Contains('→', StringComparison.Ordinal));

    protected override ImmutableArray<Effect>? Press(int button, UiContext context, out Overlay next)
    {
        next = this;
        return button == Cancel ? [] : Amount is { } n ? [new Effect.Prepare(ActionFlow.Agreed, _action with { Amount = n })] : null;
    }
}
