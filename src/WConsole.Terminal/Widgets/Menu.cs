using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A list to choose from, over the screen: key, what it does and what that means; what cannot be chosen says why. Never larger than the screen: it scrolls.</summary>
public static class Menu
{
    private const int Gap = 2;

    /// <returns>The viewport to keep, and which item is where.</returns>
    public static TableView Draw(Frame frame, Theme theme, string title, IReadOnlyList<MenuItem> items, Viewport viewport)
    {
        var keys = items.Select(i => TextWidth.Of(i.Key)).DefaultIfEmpty(0).Max();
        var texts = items.Select(i => TextWidth.Of(i.Text)).DefaultIfEmpty(0).Max();
        var notes = items.Select(i => TextWidth.Of(i.Disabled ?? i.Note)).DefaultIfEmpty(0).Max();
        var width = Math.Max(keys + texts + notes + (notes > 0 ? 2 * Gap : Gap), TextWidth.Of(title) + 4) + 4;
        var area = frame.Bounds.Center(width, items.Count + 2);
        area = frame.Drawing == Drawing.Words ? area with { X = 0, Width = frame.Width } : area;
        var popup = frame.Slice(area);
        popup.Fill(popup.Bounds, theme.Style(Role.Text));
        var inside = Box.Draw(popup, theme, title, "", Role.Accent);
        var view = viewport.Fit(items.Count, inside.Height);
        for (var y = 0; y < inside.Height && view.Top + y < items.Count; y++)
        {
            DrawItem(inside.Slice(new Rect(0, y, inside.Width, 1)), theme, items[view.Top + y], keys, texts, view.Top + y == view.Selected);
        }

        if (items.Count > inside.Height)
        {
            Box.DrawFoot(popup, theme, $"{view.Selected + 1}/{items.Count}");
        }

        return new TableView(view, items.Count, inside.OnCanvas);
    }

    /// <summary>The next item that can be chosen, going round; the same when there is no other.</summary>
    public static Viewport Move(IReadOnlyList<MenuItem> items, Viewport view, int delta)
    {
        for (var step = 1; step <= items.Count; step++)
        {
            var at = (((view.Selected + (delta * step)) % items.Count) + items.Count) % items.Count;
            if (items[at].Disabled is null)
            {
                return view.Select(at, items.Count);
            }
        }

        return view;
    }

    private static void DrawItem(Frame line, Theme theme, MenuItem item, int keys, int texts, bool selected)
    {
        var off = item.Disabled is not null;
        var over = theme.Style(Role.Selected);
        if (selected)
        {
            line.Fill(line.Bounds, over);
            if (line.Drawing == Drawing.Words)
            {
                line.ShowCursor(1, 0);
            }
        }

        line.WriteField(1, 0, keys, item.Key, Ink(off ? Role.Muted : item.Danger ? Role.Error : Role.Key));
        var x = 1 + keys + Gap;
        line.WriteField(x, 0, Math.Min(texts, line.Width - x - 1), item.Text, Ink(off ? Role.Muted : item.Danger ? Role.Error : Role.Text));
        x += texts + Gap;
        line.WriteField(x, 0, line.Width - x - 1, item.Disabled ?? item.Note, Ink(off ? Role.Warn : Role.Muted));

        Style Ink(Role role) => selected ? over.Over(theme.Style(role)) : theme.Style(role);
    }
}
