using System.Collections.Immutable;
using WConsole.Settings;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Dialogs;

namespace WConsole.Tui.Palette;

/// <summary>The palette: typed letters narrow a list of everything that can be run, Enter runs the line, up on the empty line brings back what was run before.</summary>
internal sealed record PaletteCover : Cover
{
    private readonly ImmutableArray<PaletteEntry> _entries;
    private readonly ImmutableArray<string> _history;

    /// <param name="entries">In the order they are shown while nothing is typed.</param>
    /// <param name="history">Names run before, newest first.</param>
    public PaletteCover(ImmutableArray<PaletteEntry> entries, ImmutableArray<string> history)
    {
        (_entries, _history) = (entries, history);
        Lines = PaletteMatch.Of("", entries);
    }

    public FieldText Field { get; private init; } = FieldText.Empty;

    public ImmutableArray<PaletteLine> Lines { get; private init; }

    public int Total => _entries.Length;

    public Viewport View { get; private init; }

    /// <summary>Which one of the history is in the field; -1: none.</summary>
    private int Recalled { get; init; } = -1;

    private Rect List { get; init; }

    public override ImmutableArray<KeyHint> Hints => [new("Enter", "run"), new("↑↓", "choose"), new("Tab", "complete"), new("Esc", "close"), .. _history.IsEmpty ? (KeyHint[])[] : [new("↑", "on the empty line: what was run before")]];

    public override (Cover? Next, ImmutableArray<Effect> Effects) Update(InputEvent input, UiContext context) => input switch
    {
        InputEvent.Key { Code: KeyCode.Escape } => (null, []),
        InputEvent.Key { Code: KeyCode.Backspace } when Field.Text.Length == 0 => (null, []),
        InputEvent.Key { Code: KeyCode.Enter } => Run(View.Selected),
        InputEvent.Key { Code: KeyCode.Tab } => (Lines.IsEmpty ? this : Typed(FieldText.Of(Lines[View.Selected].Entry.Name)), []),
        InputEvent.Key { Code: KeyCode.Up } => (Up(), []),
        InputEvent.Key { Code: KeyCode.Down } => (Down(), []),
        InputEvent.Key { Code: KeyCode.PageUp } => (Moved(-Math.Max(1, List.Height)), []),
        InputEvent.Key { Code: KeyCode.PageDown } => (Moved(Math.Max(1, List.Height)), []),
        InputEvent.Key { Modifiers: KeyModifiers.Control, Text.Value: 'p' } => (Moved(-1), []),
        InputEvent.Key { Modifiers: KeyModifiers.Control, Text.Value: 'n' } => (Moved(1), []),
        InputEvent.Key key => (Prompt.Edit(Field, key) is { } field ? Typed(field) : this, []),
        InputEvent.Paste paste => (Typed(Field.Paste(paste.Text)), []),
        InputEvent.Mouse { Kind: MouseKind.WheelUp } => (Moved(-3), []),
        InputEvent.Mouse { Kind: MouseKind.WheelDown } => (Moved(3), []),
        InputEvent.Mouse { Kind: MouseKind.Press, Button: MouseButton.Left } mouse => Click(mouse.X, mouse.Y),
        _ => (this, []),
    };

    public override Cover Draw(Frame frame, Theme theme, UiContext context)
    {
        var (view, list) = PaletteDraw.Draw(frame, theme, this);
        return this with { View = view, List = list };
    }

    private (Cover? Next, ImmutableArray<Effect> Effects) Run(int line)
    {
        var word = Field.Text.Trim();
        if (Lines.IsEmpty)
        {
            var near = Nearest.Of(word, _entries.Select(e => e.Name));
            return (null, [new Effect.Say($"no '{word}'; {(near is null ? ": lists what there is" : $"did you mean {near}?")}", Role.FlashWarn)]);
        }

        var entry = Lines[Math.Clamp(line, 0, Lines.Length - 1)].Entry;
        return entry.Off is { } why
            ? (null, [new Effect.Say($"{entry.Name}: {why}", Role.FlashWarn)])
            : (null, [new Effect.Remember(entry.Name), .. entry.Effects]);
    }

    private (Cover? Next, ImmutableArray<Effect> Effects) Click(int x, int y)
    {
        var line = View.Top + y - List.Y;
        return !List.Contains(x, y) || line >= Lines.Length ? (this, [])
            : line == View.Selected ? Run(line)
            : (this with { View = View.Select(line, Lines.Length) }, []);
    }

    private PaletteCover Typed(FieldText field) => field.Text == Field.Text
        ? this with { Field = field }
        : this with { Field = field, Lines = PaletteMatch.Of(field.Text, _entries), View = default, Recalled = -1 };

    private PaletteCover Moved(int lines) => this with { View = View.Move(lines, Lines.Length) };

    private PaletteCover Up() => Recalled >= 0 || (Field.Text.Length == 0 && View.Selected == 0) ? Recall(Recalled + 1) : Moved(-1);

    private PaletteCover Down() => Recalled < 0 ? Moved(1) : Recalled == 0 ? Typed(FieldText.Empty) : Recall(Recalled - 1);

    private PaletteCover Recall(int index) => index < _history.Length ? Typed(FieldText.Of(_history[index])) with { Recalled = index } : this;
}
