using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>Text as it is, scrolled: a traceback dump by thread, JSON, an audit record.</summary>
internal sealed record TextScreen(string Word, string Heading, string Body) : ScrollScreen
{
    public override string Crumb => Word;

    public override string Title(UiContext context, int width) => Narrow.Length == 0 ? Heading : $"{Heading} </{Narrow}>";

    protected override string? CopyText(UiContext context) => Body;

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var inside = frame.Slice(new Rect(1, 0, Math.Max(0, frame.Width - 2), frame.Height));
        var lines = Paragraph.Wrap(Body, inside.Width).Where(l => l.Contains(Narrow, StringComparison.OrdinalIgnoreCase)).ToList();
        var view = View.Clamp(lines.Count, frame.Height);
        for (var y = 0; y < frame.Height && view.Top + y < lines.Count; y++)
        {
            var line = lines[view.Top + y];
            inside.Write(0, y, line, theme.Style(line.StartsWith("Thread ", StringComparison.Ordinal) ? Role.Title : Role.Text));
        }

        return this with { View = view, Lines = lines.Count, Height = frame.Height };
    }
}
