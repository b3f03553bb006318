using System.Collections.Immutable;

namespace WConsole.Terminal.Widgets;

/// <summary>
/// A question over the screen. Body is wrapped and scrolls when it is too long; Input, when given, is a field under it (a name to type). Focus is the button that Enter presses.
/// Danger gives it the tone of what can lose something.
/// </summary>
public sealed record Dialog(string Title, ImmutableArray<TextLine> Body, ImmutableArray<string> Buttons, int Focus = 0, bool Danger = false, int Scroll = 0, FieldText? Input = null, string InputLabel = "")
{
    /// <summary>The focus on the next button, or the one before; it goes round.</summary>
    public Dialog MoveFocus(int delta) => Buttons.IsEmpty ? this : this with { Focus = (((Focus + delta) % Buttons.Length) + Buttons.Length) % Buttons.Length };
}
