using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>The line that says what just happened, led by its role's glyph.</summary>
public static class Flash
{
    public static void Draw(Frame frame, Theme theme, string text, Role role = Role.FlashInfo)
    {
        var style = theme.Style(role);
        frame.Fill(new Rect(0, 0, frame.Width, 1), style);
        var x = 1 + frame.Write(1, 0, theme.Lead(role), style);
        frame.WriteField(x, 0, frame.Width - x, text, style);
    }
}
