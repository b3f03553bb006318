using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>Questions one under the other, each on a line; under the one with the focus, what is wrong with it or what is expected. The focus is always in view.</summary>
public static class Form
{
    /// <returns>Where each field is on the canvas, for the mouse; an empty place for one that is not seen.</returns>
    public static ImmutableArray<Rect> Draw(Frame frame, Theme theme, IReadOnlyList<FormField> fields, int focus)
    {
        var labels = Math.Min(fields.Select(f => TextWidth.Of(f.Label)).DefaultIfEmpty(0).Max(), Math.Max(1, frame.Width / 2));
        var remark = fields.Count > 0 ? Remark(fields[focus]) : default;
        var room = frame.Height - (remark.Text is { Length: > 0 } ? 1 : 0);
        var first = Math.Max(0, focus - Math.Max(1, room) + 1);
        var places = ImmutableArray.CreateBuilder<Rect>(fields.Count);
        for (int i = 0, y = 0; i < fields.Count; i++)
        {
            if (i < first || y >= frame.Height)
            {
                places.Add(default);
                continue;
            }

            places.Add(DrawField(frame.Slice(new Rect(0, y++, frame.Width, 1)), theme, fields[i], labels, i == focus));
            if (i == focus && remark.Text is { Length: > 0 } text && y < frame.Height)
            {
                frame.WriteField(labels + 2, y++, frame.Width - labels - 2, text, theme.Style(remark.Role));
            }
        }

        return places.MoveToImmutable();
    }

    private static TextLine Remark(FormField field) => field.Problem.Length > 0 ? new TextLine(field.Problem, Role.Error) : new TextLine(field.Note, Role.Muted);

    private static Rect DrawField(Frame line, Theme theme, FormField field, int labels, bool focused)
    {
        line.WriteField(0, 0, labels, field.Label, theme.Style(focused ? Role.Title : Role.Muted));
        var place = line.Slice(new Rect(labels + 2, 0, Math.Max(0, line.Width - labels - 2), 1));
        var style = theme.Style(field.Problem.Length > 0 ? Role.Error : Role.Text);
        if (!field.Choices.IsEmpty)
        {
            place.WriteField(0, 0, place.Width, focused ? $"‹ {field.Value} ›" : field.Value, focused ? theme.Style(Role.Focus) : style);
            if (focused && place.Drawing == Drawing.Words)
            {
                place.ShowCursor(2, 0);
            }
        }
        else if (focused)
        {
            Field.Draw(place, theme, "", field.Text);
        }
        else
        {
            place.WriteField(0, 0, place.Width, field.Text.Text, style);
        }

        return place.OnCanvas;
    }
}
