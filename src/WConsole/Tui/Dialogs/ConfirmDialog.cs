using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>
/// What an action would do, before it is done. Lossy: every task run at risk is listed, Cancel has the focus, and in production the cluster's
/// name must be typed.
/// </summary>
internal sealed record ConfirmDialog : Overlay
{
    private const int Go = 0;
    private const int Cancel = 1;

    private readonly ImmutableArray<TextLine> _body;
    private readonly FleetAction _action;
    private readonly bool _lossy;
    private readonly string? _mustType;
    private readonly bool _refusedTyping;

    /// <param name="action">With the targets that take it only.</param>
    /// <param name="plans">Of all targets, the refused ones too.</param>
    public ConfirmDialog(FleetAction action, ImmutableArray<TargetPlan> plans, UiContext context)
    {
        _action = action;
        _lossy = plans.Any(p => p.Plan is ActionPlan.Ready { Risk: Risk.Lossy });
        _mustType = _lossy && context.Options.Environment == "production" ? context.Options.Cluster : null;
        _body = [.. PlanText.Of(action, plans, context)];
        Focus = _lossy ? Cancel : Go;
        Input = _mustType is null ? null : FieldText.Empty;
    }

    protected override int Buttons => 2;

    protected override Dialog Look(Theme theme, UiContext context)
    {
        var info = ActionTable.Get(_action.Action);
        var count = _action.Targets.Length;
        var title = count == 1 ? info.Title : $"{info.Title} {count} workers";
        ImmutableArray<TextLine> body = _mustType is null ? _body : [.. _body, new TextLine(""), TypeLine()];
        return new Dialog(title, body, [info.Title, "Cancel"], Danger: _lossy, InputLabel: "name: ");
    }

    protected override ImmutableArray<Effect>? Press(int button, UiContext context, out Overlay next)
    {
        next = this;
        if (button != Go)
        {
            return [];
        }

        if (_mustType is not null && Input?.Text != _mustType)
        {
            next = this with { RefusedTyping = true, Focus = Cancel };
            return null;
        }

        return [new Effect.Submit(_action, _lossy ? Risk.Lossy : Risk.Reversible)];
    }

    // The name typed to the end is the consent: Enter then means the action, and Cancel again as soon as it differs.
    protected override Overlay Edited(UiContext context) => this with { RefusedTyping = false, Focus = Input?.Text == _mustType ? Go : Cancel };

    private bool RefusedTyping
    {
        get => _refusedTyping;
        init => _refusedTyping = value;
    }

    private TextLine TypeLine() => RefusedTyping
        ? new TextLine($"Not done: the name must be exactly '{_mustType}'.", Role.Error)
        : new TextLine($"This is production. Type the cluster's name, {_mustType}, to allow it.", Role.Warn);
}
