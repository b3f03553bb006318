using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>A question over the screen; it takes every key until it is answered. Esc always means no.</summary>
internal abstract record Overlay : Cover
{
    private DialogView? Drawn { get; init; }

    /// <summary>The button that Enter presses.</summary>
    public int Focus { get; init; }

    protected int Scroll { get; init; }

    /// <summary>Text typed into its field; null: it has none.</summary>
    public FieldText? Input { get; init; }

    protected abstract Dialog Look(Theme theme, UiContext context);

    /// <summary>A button was pressed. Null stays open.</summary>
    protected abstract ImmutableArray<Effect>? Press(int button, UiContext context, out Overlay next);

    /// <summary>After the field was edited.</summary>
    protected virtual Overlay Edited(UiContext context) => this;

    protected abstract int Buttons { get; }

    /// <inheritdoc/>
    public override ImmutableArray<KeyHint> Hints => Input is null
        ? [new("Enter", "press"), new("Tab", "other button"), new("↑↓", "scroll"), new("Esc", "cancel")]
        : [new("Enter", "press"), new("Tab", "other button"), new("Esc", "cancel")];

    /// <inheritdoc/>
    public override (Cover? Next, ImmutableArray<Effect> Effects) Update(InputEvent input, UiContext context)
    {
        switch (input)
        {
            case InputEvent.Mouse { Kind: MouseKind.Press } mouse when Drawn?.ButtonAt(mouse.X, mouse.Y) is >= 0 and var button:
                return Pressed(button, context);
            case InputEvent.Mouse { Kind: MouseKind.WheelDown }:
                return (Scrolled(3), []);
            case InputEvent.Mouse { Kind: MouseKind.WheelUp }:
                return (Scrolled(-3), []);
            case InputEvent.Paste paste when Input is { } field:
                return ((this with { Input = field.Paste(paste.Text) }).Edited(context), []);
            case InputEvent.Key key:
                return OnKey(key, context);
            default:
                return (this, []);
        }
    }

    /// <inheritdoc/>
    public override Cover Draw(Frame frame, Theme theme, UiContext context)
    {
        var view = Popup.Draw(frame, theme, Look(theme, context) with { Focus = Focus, Scroll = Scroll, Input = Input });
        return this with { Drawn = view, Scroll = view.Scroll };
    }

    private (Cover? Next, ImmutableArray<Effect> Effects) OnKey(InputEvent.Key key, UiContext context)
    {
        switch (key.Code)
        {
            case KeyCode.Escape:
                return (null, []);
            case KeyCode.Enter:
                return Pressed(Focus, context);
            case KeyCode.Tab:
                return (MoveFocus((key.Modifiers & KeyModifiers.Shift) != 0 ? -1 : 1), []);
            case KeyCode.Up:
                return (Scrolled(-1), []);
            case KeyCode.Down:
                return (Scrolled(1), []);
            case KeyCode.PageUp:
                return (Scrolled(-Math.Max(1, Drawn?.BodyHeight ?? 1)), []);
            case KeyCode.PageDown:
                return (Scrolled(Math.Max(1, Drawn?.BodyHeight ?? 1)), []);
        }

        if (Input is { } field)
        {
            return (Prompt.Edit(field, key) is { } edited ? (this with { Input = edited }).Edited(context) : this, []);
        }

        return key switch
        {
            { Code: KeyCode.Left } or { Text.Value: 'h' } => (MoveFocus(-1), []),
            { Code: KeyCode.Right } or { Text.Value: 'l' } => (MoveFocus(1), []),
            { Text.Value: 'j' } => (Scrolled(1), []),
            { Text.Value: 'k' } => (Scrolled(-1), []),
            { Text.Value: 'q' } => (null, []),
            _ => (this, []),
        };
    }

    private (Cover? Next, ImmutableArray<Effect> Effects) Pressed(int button, UiContext context) =>
        Press(button, context, out var next) is { } effects ? (null, effects) : (next, []);

    private Overlay MoveFocus(int delta) => this with { Focus = (Focus + delta + Buttons) % Buttons };

    private Overlay Scrolled(int lines) => this with { Scroll = Math.Max(0, Scroll + lines) };
}
