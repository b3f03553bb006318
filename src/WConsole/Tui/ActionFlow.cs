using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Tui.Dialogs;

namespace WConsole.Tui;

/// <summary>From an action's key to its submission: what it would do is found out first, then asked for as its risk demands.</summary>
internal static class ActionFlow
{
    /// <summary>The ticket of an action whose number was typed into its dialog: that was the consent, unless it turns out lossy.</summary>
    public const int Agreed = -1;

    /// <summary>The key was pressed.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Begin(AppState state, ActionInfo action, UiContext context)
    {
        if (state.Options.ReadOnly)
        {
            return (state.Say(context, $"read-only: {action.Title} is off here; start without --readonly, or see readonly in the settings", Role.FlashWarn), []);
        }

        var targets = state.Top.Targets(context);
        if (targets.IsEmpty)
        {
            return (state.Say(context, $"{action.Title}: no worker is selected", Role.FlashWarn), []);
        }

        var wish = new FleetAction(action.Id, targets, action.TakesAmount ? 1 : null, null, null, $"{state.Options.User} (screen)");
        if (action.TakesSignal)
        {
            return Choose(state, wish, context);
        }

        var ticket = state.Ticket + 1;
        return (state with { Ticket = ticket, WaitsSince = context.Now }, [new Effect.Prepare(ticket, wish)]);
    }

    // The first one's framework and state give the meanings; what it would cost each is asked for afterwards.
    private static (AppState State, ImmutableArray<Effect> Effects) Choose(AppState state, FleetAction wish, UiContext context)
    {
        var first = wish.Targets[0];
        var name = context.Snapshot.Workers.Find(first)?.Worker.Name ?? first.Place;
        if (context.PlanOf(wish.Action, first) is ActionPlan.Refused refused)
        {
            return (state.Say(context, $"Signal: {name}: {refused.Text}", Role.FlashWarn), []);
        }

        var title = wish.Targets.Length == 1 ? $"signal to {name}" : $"signal to {wish.Targets.Length} workers, as {name} takes it";
        return context.SignalsOf(first) is { IsEmpty: false } choices
            ? (state with { Overlay = new SignalDialog(wish, title, choices) }, [])
            : (state.Say(context, $"Signal: {name}: its framework says nothing of signals", Role.FlashWarn), []);
    }

    /// <summary>It is known what the action would do.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Prepared(AppState state, Message.Prepared answer, UiContext context)
    {
        if (answer.Ticket != Agreed && (answer.Ticket != state.Ticket || state.WaitsSince is null))
        {
            // Something else was begun meanwhile, or Esc was pressed.
            return (state, []);
        }

        var info = ActionTable.Get(answer.Action.Action);
        var ready = answer.Plans.Where(p => p.Plan is ActionPlan.Ready).ToImmutableArray();
        state = state with { WaitsSince = null };
        if (ready.IsEmpty)
        {
            return (Refuse(state, info, answer.Plans, context), []);
        }

        var action = answer.Action with { Targets = [.. ready.Select(p => p.Target)] };
        if (info.TakesAmount && answer.Ticket != Agreed)
        {
            return (state with { Overlay = new AmountDialog(action, answer.Plans) }, []);
        }

        var risk = ready.Max(p => ((ActionPlan.Ready)p.Plan).Risk);
        if (risk == Risk.Lossy || (risk == Risk.Reversible && answer.Ticket != Agreed))
        {
            return (state with { Overlay = new ConfirmDialog(action, answer.Plans, context) }, []);
        }

        var left = answer.Plans.Length - ready.Length;
        return (left == 0 ? state : state.Say(context, $"{info.Title}: {left} of {answer.Plans.Length} cannot do it and are left out", Role.FlashWarn), [new Effect.Submit(action, risk)]);
    }

    private static AppState Refuse(AppState state, ActionInfo info, ImmutableArray<TargetPlan> plans, UiContext context) => plans.Length == 1
        ? state.Say(context, $"{info.Title}: {PlanText.Name(plans[0])}: {((ActionPlan.Refused)plans[0].Plan).Text}", Role.FlashWarn)
        : state with { Overlay = new NoticeDialog($"{info.Title}: none of {plans.Length} workers can", [.. PlanText.Refusals(plans).Skip(1)]) };
}
