using System.Collections.Immutable;
using WConsole.Terminal.Input;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui;

/// <summary>Keys while a filter is typed: it narrows with every letter.</summary>
internal static class PromptUpdate
{
    public static (AppState State, ImmutableArray<Effect> Effects) Update(AppState state, Prompt prompt, InputEvent input) => input switch
    {
        InputEvent.Key { Code: KeyCode.Escape } => (Typed(state with { Prompt = null }, FieldText.Empty), []),
        InputEvent.Key { Code: KeyCode.Enter } => (state with { Prompt = null }, []),
        InputEvent.Key { Code: KeyCode.Backspace } when prompt.Field.Text.Length == 0 => (state with { Prompt = null }, []),
        InputEvent.Key key => (Prompt.Edit(prompt.Field, key) is { } field ? WithField(state, prompt, field) : state, []),
        InputEvent.Paste paste => (WithField(state, prompt, prompt.Field.Paste(paste.Text)), []),
        _ => (state, []),
    };

    private static AppState WithField(AppState state, Prompt prompt, FieldText field) => Typed(state with { Prompt = prompt with { Field = field } }, field);

    private static AppState Typed(AppState state, FieldText field) => field.Text != state.Top.Filter ? state.WithTop(state.Top.WithFilter(field.Text)) : state;
}
