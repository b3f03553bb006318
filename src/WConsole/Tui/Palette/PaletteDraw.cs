using System.Globalization;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Palette;

/// <summary>The palette's picture: a frame that is never larger than the screen and keeps its size while letters narrow the list.</summary>
internal static class PaletteDraw
{
    private const int Widest = 96;
    private const int Tallest = 22;
    private const int RoomForKinds = 70;

    // Below this the edges of the screen are worth more than the air around the frame.
    private const int Roomy = 60;

    /// <returns>The viewport that was possible, and where the lines are on the canvas.</returns>
    public static (Viewport View, Rect List) Draw(Frame frame, Theme theme, PaletteCover palette)
    {
        // Read out, what is left of the screen beside it would be noise.
        var width = frame.Width < Roomy || frame.Drawing == Drawing.Words ? frame.Width : Math.Min(Widest, frame.Width - 6);
        // The key bar stays in view.
        var height = Math.Min(Math.Min(Tallest, palette.Total + 3), frame.Height - 1);
        var place = new Rect((frame.Width - width) / 2, frame.Height > Tallest + 4 ? 2 : 0, width, height);
        var box = frame.Slice(place);
        box.Fill(box.Bounds, theme.Style(Role.Text));
        var count = string.Create(CultureInfo.InvariantCulture, $"{palette.Lines.Length}/{palette.Total}");
        var inside = Box.Draw(box, theme, "commands", count, Role.Accent);
        Field.Draw(inside.Slice(new Rect(1, 0, inside.Width - 2, 1)), theme, ": ", palette.Field);
        var list = inside.Slice(new Rect(0, 1, inside.Width, Math.Max(0, inside.Height - 1)));
        var view = palette.View.Fit(palette.Lines.Length, list.Height);
        var names = Math.Min(palette.Lines.Skip(view.Top).Take(list.Height).Select(l => TextWidth.Of(l.Entry.Name)).DefaultIfEmpty(0).Max(), list.Width * 2 / 5);
        for (var y = 0; y < list.Height && view.Top + y < palette.Lines.Length; y++)
        {
            Line(list.Slice(new Rect(0, y, list.Width, 1)), theme, palette.Lines[view.Top + y], names, view.Top + y == view.Selected);
        }

        if (palette.Lines.IsEmpty)
        {
            list.WriteField(1, 0, list.Width - 2, "nothing is called so", theme.Style(Role.Muted));
        }

        return (view, list.OnCanvas);
    }

    private static void Line(Frame line, Theme theme, PaletteLine item, int names, bool selected)
    {
        var (entry, over) = (item.Entry, theme.Style(Role.Selected));
        if (selected)
        {
            line.Fill(line.Bounds, Style(Role.Text));
        }

        var key = entry.Key.Length > 0 ? TextWidth.Of(entry.Key) : 0;
        var kind = line.Width >= RoomForKinds ? 9 : 0;
        line.WriteField(1, 0, kind, kind > 0 ? entry.Kind.ToString().ToLowerInvariant() : "", Style(Role.Muted));
        line.WriteField(1 + kind, 0, names, entry.Name, Style(entry.Off is null ? Role.Text : Role.Muted));
        foreach (var at in item.Places)
        {
            var x = TextWidth.Of(entry.Name.AsSpan(0, at));
            if (x < names - 1 || (x < names && TextWidth.Of(entry.Name) <= names))
            {
                line.Write(1 + kind + x, 0, entry.Name.AsSpan(at, 1), Style(Role.Match));
            }
        }

        var start = kind + names + 3;
        var room = line.Width - start - 1 - (key > 0 ? key + 2 : 0);
        line.WriteField(start, 0, Math.Max(0, room), entry.Off is { } why ? $"off: {why}" : entry.Title, Style(entry.Off is null ? Role.Muted : Role.Warn));
        line.Write(line.Width - 1 - key, 0, entry.Key, Style(entry.Off is null ? Role.Key : Role.Muted));

        Style Style(Role role) => selected ? over.Over(theme.Style(role)) : theme.Style(role);
    }
}
