using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>One line per item, one of them selected. Only what is seen is asked for.</summary>
public static class ListPane
{
    /// <returns>The viewport to keep, and which item is where.</returns>
    public static TableView Draw(Frame frame, Theme theme, int count, Func<int, TextLine> item, Viewport viewport, bool focused = true)
    {
        var view = viewport.Fit(count, frame.Height);
        for (var y = 0; y < frame.Height && view.Top + y < count; y++)
        {
            var line = item(view.Top + y);
            var style = theme.Style(line.Role);
            if (focused && view.Top + y == view.Selected)
            {
                style = theme.Style(Role.Selected).Over(style);
                frame.Fill(new Rect(0, y, frame.Width, 1), style);
                if (frame.Drawing == Drawing.Words)
                {
                    frame.ShowCursor(0, y);
                }
            }

            frame.WriteField(1, y, frame.Width - 2, line.Text, style);
        }

        return new TableView(view, count, frame.OnCanvas);
    }
}
