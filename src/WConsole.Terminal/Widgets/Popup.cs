using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>Draws a <see cref="Dialog"/> in the middle of a frame, never larger than it; buttons are kept in view before the body is.</summary>
public static class Popup
{
    private const int MaxWidth = 76;

    public static DialogView Draw(Frame frame, Theme theme, Dialog dialog)
    {
        var inner = Math.Max(1, Math.Min(MaxWidth, frame.Width) - 4);
        var lines = Lines(dialog, inner);
        var buttonRow = string.Concat(dialog.Buttons.Select(b => $"[ {b} ]   "));
        var widest = Math.Max(lines.Select(l => TextWidth.Of(l.Text)).DefaultIfEmpty(0).Max(), Math.Max(TextWidth.Of(buttonRow) - 3, TextWidth.Of(dialog.Title) + 4));
        var inputRows = dialog.Input is null ? 0 : 2;
        var buttonRows = dialog.Buttons.IsEmpty ? 0 : 2;
        var area = frame.Bounds.Center(Math.Min(Math.Max(widest, inner / 2), inner) + 4, lines.Count + inputRows + buttonRows + 2);
        if (frame.Drawing == Drawing.Words)
        {
            // Nothing of the screen below is left beside it to be read out with it.
            area = area with { X = 0, Width = frame.Width };
        }

        var popup = frame.Slice(area);
        popup.Fill(popup.Bounds, theme.Style(Role.Text));
        var tone = dialog.Danger ? Role.Danger : Role.Title;
        var inside = Box.Draw(popup, theme, dialog.Danger ? theme.Lead(Role.Danger) + dialog.Title : dialog.Title, "", dialog.Danger ? Role.Error : Role.Accent, tone);
        inside = inside.Slice(new Rect(1, 0, Math.Max(0, inside.Width - 2), inside.Height));

        // On a low screen the empty line above the buttons goes before the body does.
        var bodyHeight = Math.Max(0, inside.Height - inputRows - buttonRows);
        bodyHeight = bodyHeight == 0 ? Math.Max(0, inside.Height - Math.Min(1, inputRows) - Math.Min(1, buttonRows)) : bodyHeight;
        var scroll = Math.Clamp(dialog.Scroll, 0, Math.Max(0, lines.Count - bodyHeight));
        for (var y = 0; y < bodyHeight && scroll + y < lines.Count; y++)
        {
            inside.Write(0, y, lines[scroll + y].Text, theme.Style(lines[scroll + y].Role));
        }

        if (lines.Count > bodyHeight)
        {
            Box.DrawFoot(popup, theme, $"↑↓ {Math.Min(lines.Count, scroll + bodyHeight)}/{lines.Count}");
        }

        if (dialog.Input is { } input)
        {
            var y = inside.Height - 1 - (inside.Height > bodyHeight + buttonRows ? buttonRows : Math.Min(1, buttonRows));
            Field.Draw(inside.Slice(new Rect(0, y, inside.Width, 1)), theme, dialog.InputLabel, input);
        }

        return new DialogView(popup.OnCanvas, scroll, bodyHeight, lines.Count, DrawButtons(inside, theme, dialog, TextWidth.Of(buttonRow) - 3));
    }

    private static List<TextLine> Lines(Dialog dialog, int width)
    {
        var lines = new List<TextLine>();
        foreach (var part in dialog.Body)
        {
            lines.AddRange(Paragraph.Wrap(part.Text, width).Select(text => part with { Text = text }));
        }

        return lines;
    }

    private static ImmutableArray<Rect> DrawButtons(Frame inside, Theme theme, Dialog dialog, int cells)
    {
        var places = ImmutableArray.CreateBuilder<Rect>();
        var row = inside.Slice(new Rect(0, inside.Height - 1, inside.Width, 1));
        var x = Math.Max(0, (inside.Width - cells) / 2);
        for (var i = 0; i < dialog.Buttons.Length; i++)
        {
            var used = row.Write(x, 0, $"[ {dialog.Buttons[i]} ]", theme.Style(i == dialog.Focus ? Role.Focus : Role.Text));
            if (i == dialog.Focus && inside.Drawing == Drawing.Words && dialog.Input is null)
            {
                row.ShowCursor(x + 2, 0);
            }

            places.Add(new Rect(row.OnCanvas.X + x, row.OnCanvas.Y, used, used > 0 ? 1 : 0));
            x += used + 3;
        }

        return places.ToImmutable();
    }
}
