using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>The signals with what each means to this worker, the framework's own meanings first; Enter goes on to what it would cost.</summary>
/// <param name="Action">Without its signal.</param>
internal sealed record SignalDialog(FleetAction Action, string Title, ImmutableArray<SignalChoice> Choices) : Cover
{
    private ImmutableArray<MenuItem> Items { get; } = [.. Lines(Choices)];

    private Viewport View { get; init; }

    private TableView? Drawn { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<KeyHint> Hints => [new("Enter", "send"), new("↑↓", "choose"), new("Esc", "cancel")];

    /// <inheritdoc/>
    public override (Cover? Next, ImmutableArray<Effect> Effects) Update(InputEvent input, UiContext context) => input switch
    {
        InputEvent.Key { Code: KeyCode.Escape } or InputEvent.Key { Text.Value: 'q' } => (null, []),
        InputEvent.Key { Code: KeyCode.Enter } => Choose(View.Selected),
        InputEvent.Key { Code: KeyCode.Up } or InputEvent.Key { Text.Value: 'k' } or InputEvent.Mouse { Kind: MouseKind.WheelUp } => (Moved(-1), []),
        InputEvent.Key { Code: KeyCode.Down } or InputEvent.Key { Text.Value: 'j' } or InputEvent.Mouse { Kind: MouseKind.WheelDown } => (Moved(1), []),
        InputEvent.Mouse { Kind: MouseKind.Press, Button: MouseButton.Left } mouse when Drawn?.RowAt(mouse.X, mouse.Y) is >= 0 and var row => row == View.Selected ? Choose(row) : (this with { View = View.Select(row, Items.Length) }, []),
        _ => (this, []),
    };

    /// <inheritdoc/>
    public override Cover Draw(Frame frame, Theme theme, UiContext context)
    {
        var drawn = Menu.Draw(frame, theme, Title, Items, View);
        return this with { View = drawn.Viewport, Drawn = drawn };
    }

    private SignalDialog Moved(int delta) => this with { View = Menu.Move(Items, View, delta) };

    // Chosen with its meaning in view: that is the consent, unless it turns out lossy.
    private (Cover? Next, ImmutableArray<Effect> Effects) Choose(int line) =>
        line >= 0 && line < Choices.Length ? (null, [new Effect.Prepare(ActionFlow.Agreed, Action with { Signal = Choices[line].Name })]) : (this, []);

    private static IEnumerable<MenuItem> Lines(ImmutableArray<SignalChoice> choices) => choices.Select(c => new MenuItem(
        c.IsOwn ? "●" : SignalNames.Number(c.Name)?.ToString(CultureInfo.InvariantCulture) ?? "", c.Name, c.Meaning, Danger: c.Risk == Risk.Lossy));
}
