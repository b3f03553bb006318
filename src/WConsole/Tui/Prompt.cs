using WConsole.Terminal.Input;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui;

/// <summary>The filter being typed.</summary>
internal sealed record Prompt(FieldText Field)
{
    /// <summary>After an editing key; null when the key edits nothing.</summary>
    public static FieldText? Edit(FieldText field, InputEvent.Key key) => key switch
    {
        { Code: KeyCode.Character, Modifiers: KeyModifiers.None or KeyModifiers.Shift, Text: { } text } => field.Insert(text.ToString()),
        { Code: KeyCode.Backspace, Modifiers: KeyModifiers.None } => field.Backspace(),
        { Code: KeyCode.Delete } => field.Delete(),
        { Code: KeyCode.Left } => field.Left(),
        { Code: KeyCode.Right } => field.Right(),
        { Code: KeyCode.Home } => field.Home(),
        { Code: KeyCode.End } => field.End(),
        { Modifiers: KeyModifiers.Control, Text: { } text } => text.Value switch
        {
            'a' => field.Home(),
            'e' => field.End(),
            'h' => field.Backspace(),
            'w' => field.DeleteWord(),
            'u' => field.DeleteToStart(),
            'k' => field.DeleteToEnd(),
            _ => null,
        },
        _ => null,
    };
}
