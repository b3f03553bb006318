using System.Collections.Immutable;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui;

/// <summary>Keys while something is typed: a filter narrows with every letter, a view is gone to on Enter.</summary>
internal static class PromptUpdate
{
    public static (AppState State, ImmutableArray<Effect> Effects) Update(AppState state, Prompt prompt, InputEvent input, UiContext context) => input switch
    {
        InputEvent.Key { Code: KeyCode.Escape } => (Typed(state with { Prompt = null }, prompt, FieldText.Empty), []),
        InputEvent.Key { Code: KeyCode.Enter } => Done(state with { Prompt = null }, prompt, context),
        InputEvent.Key { Code: KeyCode.Tab } => (WithField(state, prompt, prompt.Field.Insert(prompt.Ghost)), []),
        InputEvent.Key { Code: KeyCode.Backspace } when prompt.Field.Text.Length == 0 => (state with { Prompt = null }, []),
        InputEvent.Key key => (Prompt.Edit(prompt.Field, key) is { } field ? WithField(state, prompt, field) : state, []),
        InputEvent.Paste paste => (WithField(state, prompt, prompt.Field.Insert(paste.Text.ReplaceLineEndings(" "))), []),
        _ => (state, []),
    };

    private static AppState WithField(AppState state, Prompt prompt, FieldText field) => Typed(state with { Prompt = prompt with { Field = field } }, prompt, field);

    private static AppState Typed(AppState state, Prompt prompt, FieldText field) =>
        prompt.Kind == PromptKind.Filter && field.Text != state.Top.Filter ? state.WithTop(state.Top.WithFilter(field.Text)) : state;

    private static (AppState State, ImmutableArray<Effect> Effects) Done(AppState state, Prompt prompt, UiContext context)
    {
        var word = prompt.Field.Text.Trim();
        if (prompt.Kind == PromptKind.Filter || word.Length == 0)
        {
            return (state, []);
        }

        return ViewTable.Find(word) is { } view
            ? (state, [new Effect.Show(view.Name)])
            : (state.Say(context, $"no view '{word}'{ViewTable.Guess(word)}", Role.FlashWarn), []);
    }
}
