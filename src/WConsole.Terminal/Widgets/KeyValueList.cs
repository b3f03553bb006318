using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>Labels and values in two columns; long values go on in lines of their own, and the whole scrolls.</summary>
public static class KeyValueList
{
    /// <summary>Draws from the viewport's top line on. Returns the viewport that was possible, and how many lines there are.</summary>
    public static (Viewport Viewport, int Lines) Draw(Frame frame, Theme theme, IReadOnlyList<KeyValue> items, Viewport viewport)
    {
        const int Gap = 2;
        var widest = items.Where(item => item.Value is not null).Select(item => TextWidth.Of(item.Label)).DefaultIfEmpty(0).Max();
        var labels = Math.Min(widest, Math.Max(1, frame.Width * 2 / 5));
        var values = Math.Max(1, frame.Width - labels - Gap);
        var lines = new List<(string Label, string Text, KeyValue Item)>();
        foreach (var item in items)
        {
            var label = item.Label;
            foreach (var text in item.Value is null ? [""] : Paragraph.Wrap(item.Value, values))
            {
                lines.Add((label, text, item));
                label = "";
            }
        }

        var view = viewport.Clamp(lines.Count, frame.Height);
        for (var y = 0; y < frame.Height && view.Top + y < lines.Count; y++)
        {
            var (label, text, item) = lines[view.Top + y];
            if (item.Value is null)
            {
                frame.WriteField(0, y, frame.Width, label, theme.Style(Role.Title));
                continue;
            }

            frame.WriteField(0, y, labels, label, theme.Style(Role.Muted));
            frame.Write(labels + Gap, y, text, theme.Style(item.Role));
        }

        return (view, lines.Count);
    }
}
