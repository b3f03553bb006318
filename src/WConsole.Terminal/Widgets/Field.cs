using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>One line to type in, with the terminal's own cursor in it. Long text moves so that the cursor stays in view.</summary>
public static class Field
{
    /// <summary>Draws prompt, text and, behind the cursor at the text's end, the ghost of what completion would add.</summary>
    public static void Draw(Frame frame, Theme theme, string prompt, FieldText field, string ghost = "")
    {
        var start = frame.Write(0, 0, prompt, theme.Style(Role.Prompt));
        var place = frame.Slice(new Rect(start, 0, frame.Width - start, 1));
        var before = TextWidth.Of(field.Text.AsSpan(0, field.Cursor));
        // One cell is kept for the cursor behind the last character.
        var left = Math.Max(0, before - place.Width + 1);
        var cells = place.Write(-left, 0, field.Text, theme.Style(Role.Text));
        if (field.Cursor == field.Text.Length)
        {
            place.Write(cells - left, 0, ghost, theme.Style(Role.Ghost));
        }

        place.ShowCursor(before - left, 0);
    }
}
