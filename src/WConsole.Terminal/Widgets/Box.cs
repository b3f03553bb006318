using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A frame with a title at its left and a remark at its right.</summary>
public static class Box
{
    /// <summary>Draws the border and returns the inside. The title is shown before the remark when both do not fit.</summary>
    public static Frame Draw(Frame frame, Theme theme, string title = "", string right = "", Role border = Role.Frame, Role titleRole = Role.Title)
    {
        var style = theme.Style(border);
        var (width, height) = (frame.Width, frame.Height);
        if (frame.Drawing == Drawing.Words && height >= 2)
        {
            // Read out, a frame is noise: the title is a line of its own, and the last line stays free for what stands in a border's foot.
            frame.Fill(new Rect(0, 0, width, 1), style);
            frame.Fill(new Rect(0, height - 1, width, 1), style);
            Remark(frame, theme, right, Label(frame, 0, width, title, theme.Style(titleRole)));
            return frame.Slice(new Rect(0, 1, width, height - 2));
        }

        if (width < 2 || height < 2)
        {
            return frame.Slice(new Rect(0, 0, 0, 0));
        }

        frame.Fill(new Rect(1, 0, width - 2, 1), '─', style);
        frame.Fill(new Rect(1, height - 1, width - 2, 1), '─', style);
        frame.Fill(new Rect(0, 1, 1, height - 2), '│', style);
        frame.Fill(new Rect(width - 1, 1, 1, height - 2), '│', style);
        frame.Write(0, 0, "╭", style);
        frame.Write(width - 1, 0, "╮", style);
        frame.Write(0, height - 1, "╰", style);
        frame.Write(width - 1, height - 1, "╯", style);
        var used = Label(frame, 2, width - 4, title, theme.Style(titleRole));
        Remark(frame, theme, right, 2 + used);
        return frame.Slice(new Rect(1, 1, width - 2, height - 2));
    }

    /// <summary>Writes a remark into the border's lower right, such as the position in a list.</summary>
    public static void DrawFoot(Frame frame, Theme theme, string text)
    {
        var cells = TextWidth.Of(text) + 2;
        if (text.Length > 0 && frame.Height >= 2 && cells <= frame.Width - 4)
        {
            Label(frame.Slice(new Rect(0, frame.Height - 1, frame.Width, 1)), frame.Width - 2 - cells, cells, text, theme.Style(Role.Muted));
        }
    }

    private static void Remark(Frame frame, Theme theme, string text, int after)
    {
        var cells = TextWidth.Of(text) + 2;
        var x = frame.Width - 2 - cells;
        if (text.Length > 0 && x > after)
        {
            Label(frame, x, cells, text, theme.Style(Role.Muted));
        }
    }

    // Returns the cells used, with a space on each side of the text.
    private static int Label(Frame frame, int x, int width, string text, Style style)
    {
        if (text.Length == 0 || width < 3)
        {
            return 0;
        }

        frame.Write(x, 0, " ", style);
        var cells = frame.WriteField(x + 1, 0, width - 2, text, style);
        frame.Write(x + 1 + cells, 0, " ", style);
        return cells + 2;
    }
}
