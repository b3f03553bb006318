using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>What is said when a screen cannot be drawn in the size there is.</summary>
public static class TooSmall
{
    public static bool Is(Frame frame, int minWidth, int minHeight) => frame.Width < minWidth || frame.Height < minHeight;

    /// <summary>Says the size that is needed and the one there is, as far as that fits.</summary>
    public static void Draw(Frame frame, Theme theme, int minWidth, int minHeight)
    {
        var lines = Paragraph.Wrap($"Too small: {frame.Width}×{frame.Height}, needs {minWidth}×{minHeight}. Enlarge the window, or q to go.", frame.Width);
        var top = Math.Max(0, (frame.Height - lines.Count) / 2);
        for (var i = 0; i < lines.Count; i++)
        {
            frame.WriteField(0, top + i, frame.Width, lines[i], theme.Style(Role.Warn), Alignment.Center);
        }
    }
}
