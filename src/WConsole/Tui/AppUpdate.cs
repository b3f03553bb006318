using System.Collections.Immutable;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;
using WConsole.Tui.Local;
using WConsole.Tui.Palette;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>The update: a state and a message make the next state and what is to be done. Pure.</summary>
internal static class AppUpdate
{
    public static (AppState State, ImmutableArray<Effect> Effects) Update(AppState state, Message message, UiContext context)
    {
        if (state.Flash is { } flash && flash.Until <= context.Now)
        {
            state = state with { Flash = null };
        }

        return message switch
        {
            Message.Resized size => (state with { Columns = size.Columns, Rows = size.Rows }, []),
            Message.News => (LocalOutcomes.Tell(Outcomes.Tell(OpenTarget(state, context), context), context), []),
            Message.Launched launched => (LocalOutcomes.Heard(state, launched.Ask, launched.Reply, context), []),
            Message.Asked asked => RunAsked.Heard(state, asked, context),
            Message.Told told => (state.Say(context, told.Text, told.Role), []),
            Message.Prepared prepared => AppEffects.Resolve(ActionFlow.Prepared(state, prepared, context), context),
            Message.Submitted submitted => (state with { Awaited = state.Awaited.Add(new Awaited(submitted.Action, submitted.Runs)) }, []),
            Message.Copied copied => (state.Say(context, copied.Done ? "copied to the terminal's clipboard" : "too long for the terminal's clipboard", copied.Done ? Role.FlashInfo : Role.FlashWarn), []),
            Message.Paged paged => (paged.Problem is { } problem ? state.Say(context, problem, Role.FlashWarn) : state, []),
            Message.Edited edited => (state.Say(context, edited.Problem ?? $"{context.Options.SettingsFile} counts from the next start; wconsole --batch config check looks at it", edited.Problem is null ? Role.FlashInfo : Role.FlashWarn), []),
            Message.Recalled recalled => (state with { History = [.. state.History.Concat(recalled.Names).Distinct().Take(AppEffects.HistoryKept)] }, []),
            Message.Typed typed => AppEffects.Resolve(OnInput(state, typed.Event, context), context),
            _ => (state, []),
        };
    }

    private static AppState OpenTarget(AppState state, UiContext context) =>
        state.Target is { } target && context.Snapshot.Workers.Items.FirstOrDefault(w => w.Worker.Id.ToString() == target || w.Worker.Name == target) is { } worker
            ? state.Push(new WorkerScreen(worker.Worker.Id, worker.Worker.Name)) with { Target = null }
            : state;

    private static (AppState State, ImmutableArray<Effect> Effects) OnInput(AppState state, InputEvent input, UiContext context)
    {
        if (input is InputEvent.Key key && context.Options.Keys.Find(key.Chord, KeyPlace.Everywhere) == KeyId.Leave)
        {
            return (state, [new Effect.Quit()]);
        }

        if (input is InputEvent.Mouse { Kind: MouseKind.Press, Button: MouseButton.Left } press && HintAt(state, press) is { } hinted)
        {
            return OnInput(state, new InputEvent.Key(hinted.Code, hinted.Text, hinted.Modifiers), context);
        }

        if (state.Overlay is { } overlay)
        {
            var (next, effects) = overlay.Update(input, context);
            return (state with { Overlay = next }, effects);
        }

        if (state.Prompt is { } prompt)
        {
            return PromptUpdate.Update(state, prompt, input);
        }

        return input switch
        {
            InputEvent.Key typed => OnKey(state, typed, context),
            InputEvent.Mouse { Kind: MouseKind.WheelUp } => Screen(state, new ScreenInput.Wheel(-1), context),
            InputEvent.Mouse { Kind: MouseKind.WheelDown } => Screen(state, new ScreenInput.Wheel(1), context),
            InputEvent.Mouse { Kind: MouseKind.Press, Button: MouseButton.Left } mouse => Screen(state, new ScreenInput.Click(mouse.X, mouse.Y), context),
            _ => (state, []),
        };
    }

    private static KeyChord? HintAt(AppState state, InputEvent.Mouse mouse) =>
        state.Hints.FirstOrDefault(h => h.Place.Contains(mouse.X, mouse.Y)).Key is { Length: > 0 } key ? KeyTable.Parse(key) : null;

    private static (AppState State, ImmutableArray<Effect> Effects) OnKey(AppState state, InputEvent.Key key, UiContext context)
    {
        var place = state.Top.Place;
        if (place.HasFlag(KeyPlace.Worker) && context.Options.Keys.Action(key.Chord) is { } action)
        {
            return (state, [new Effect.Begin(action)]);
        }

        var meant = context.Options.Keys.Find(key.Chord, place);
        if (meant == KeyId.Favourite && key.Text is { } digit)
        {
            return Favourite.Take(state, digit.Value - '0', context);
        }

        return meant is { } id ? OnKeyId(state, id, key.Code == KeyCode.Escape, context) : (state, []);
    }

    /// <summary>What a key does, wherever it came from: typed, chosen in the palette or in help.</summary>
    internal static (AppState State, ImmutableArray<Effect> Effects) OnKeyId(AppState state, KeyId id, bool escape, UiContext context) => id switch
    {
        KeyId.Leave => (state, [new Effect.Quit()]),
        KeyId.Back => Back(state, escape, context),
        KeyId.Filter => (state with { Prompt = new Prompt(FieldText.Of(state.Top.Filter)), Flash = null }, []),
        KeyId.Command => (state with { Overlay = new PaletteCover(PaletteEntries.Of(state, context), state.History), Flash = null }, []),
        KeyId.Help => (state, [new Effect.Show(HelpScreen.Name)]),
        KeyId.Favourite => (state.Say(context, "press the digit itself: 1 to 9 are favourites, 0 takes the filter away", Role.FlashInfo), []),
        KeyId.Outcomes => (state, [new Effect.Show(OutcomesScreen.Name)]),
        KeyId.Commands => (state, [new Effect.Show(CommandLogScreen.Name)]),
        KeyId.New => RunAsked.Open(state, context),
        KeyId.Refresh => (state.Say(context, "asking everything anew", Role.FlashInfo), [new Effect.Refresh()]),
        // The loop takes this key itself where a shell could continue the console.
        KeyId.Suspend => (state.Say(context, "no shell to go to: nothing could continue the console", Role.FlashWarn), []),
        _ => Screen(state, new ScreenInput.Key(id), context),
    };

    private static (AppState State, ImmutableArray<Effect> Effects) Back(AppState state, bool escape, UiContext context)
    {
        // On a further screen Esc means back, whatever is said below; a flash goes with it.
        if (escape && (state.WaitsSince is not null || (state.Flash is not null && state.Stack.Length == 1)) && state.Top.Filter.Length == 0)
        {
            return (state with { WaitsSince = null, Flash = null }, []);
        }

        if (escape && state.Top.Filter.Length > 0)
        {
            return (state.WithTop(state.Top.WithFilter("")), []);
        }

        return escape && state.Stack.Length == 1
            ? (state.Say(context, "this is the first screen: q leaves the console, and stops no worker", Role.FlashInfo), [])
            : (escape ? state with { Flash = null } : state, [new Effect.Pop()]);
    }

    private static (AppState State, ImmutableArray<Effect> Effects) Screen(AppState state, ScreenInput input, UiContext context)
    {
        var turn = state.Top.Update(input, context);
        return (state.WithTop(turn.Screen), turn.Effects);
    }
}
