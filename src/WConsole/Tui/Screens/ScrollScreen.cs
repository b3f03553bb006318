using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>A screen of lines that scrolls and can be narrowed to those that hold a word.</summary>
internal abstract record ScrollScreen : Screen
{
    private const int WheelLines = 3;

    protected Viewport View { get; init; }

    protected int Lines { get; init; }

    protected int Height { get; init; }

    protected string Narrow { get; init; } = "";

    /// <summary>What <c>c</c> copies; null: nothing.</summary>
    protected virtual string? CopyText(UiContext context) => null;

    /// <summary>The whole text, for the pager; null: there is none.</summary>
    protected virtual string? WholeText(UiContext context) => CopyText(context);

    public override KeyPlace Place => KeyPlace.Page;

    public override string Filter => Narrow;

    public override string Position => Lines > Height ? $"{Math.Min(Lines, View.Top + Height)}/{Lines}" : "";

    public override Screen WithFilter(string text) => this with { Narrow = text, View = default };

    public override ScreenTurn Update(ScreenInput input, UiContext context) => input switch
    {
        ScreenInput.Wheel wheel => new ScreenTurn(Scroll(wheel.Lines * WheelLines), []),
        ScreenInput.Key { Id: KeyId.Copy } => CopyText(context) is { } text ? Stay(new Effect.Copy(text)) : Stay(),
        ScreenInput.Key { Id: KeyId.Pager } => WholeText(context) is { } text ? Stay(new Effect.Page(text)) : Stay(),
        ScreenInput.Key key => new ScreenTurn(Scroll(Step(key.Id)), []),
        _ => Stay(),
    };

    private int Step(KeyId key) => key switch
    {
        KeyId.Up => -1,
        KeyId.Down => 1,
        KeyId.PageUp => -Math.Max(1, Height - 1),
        KeyId.PageDown => Math.Max(1, Height - 1),
        KeyId.Top => -View.Top,
        KeyId.Bottom => Lines,
        _ => 0,
    };

    private ScrollScreen Scroll(int lines) => this with { View = View.Scroll(lines, Lines, Height) };
}
