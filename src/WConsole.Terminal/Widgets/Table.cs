using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>
/// A table over any number of rows: a header line, then the rows that fit. The selected row is always in view; the whole row takes its role's style.
/// The first cell of each line is kept for the mark.
/// </summary>
public static class Table
{
    private const int Gutter = 1;

    public static TableView Draw(Frame frame, Theme theme, ReadOnlySpan<TableColumn> columns, ITableRows rows, Viewport viewport, TableOptions options)
    {
        var widths = ColumnWidths.Of(columns, frame.Width - Gutter);
        var heads = DrawHeader(frame, theme, columns, widths, options);
        var body = frame.Slice(new Rect(0, 1, frame.Width, Math.Max(0, frame.Height - 1)));
        var count = rows.Count;
        var view = viewport.Fit(count, body.Height);
        for (var y = 0; y < body.Height && view.Top + y < count; y++)
        {
            var row = view.Top + y;
            if (body.Drawing == Drawing.Words && row == view.Selected)
            {
                // What a screen reader reads is the line of the cursor.
                body.ShowCursor(0, y);
            }

            DrawRow(body.Slice(new Rect(0, y, body.Width, 1)), theme, columns, widths, rows, row, options.Focused && row == view.Selected);
        }

        if (count == 0 && options.Empty.Length > 0)
        {
            Paragraph.Draw(body.Slice(body.Bounds.Inset(2, 1)), options.Empty, theme.Style(Role.Muted));
        }

        return new TableView(view, count, body.OnCanvas) { Heads = heads };
    }

    private static ImmutableArray<Rect> DrawHeader(Frame frame, Theme theme, ReadOnlySpan<TableColumn> columns, int[] widths, TableOptions options)
    {
        var style = theme.Style(Role.Header);
        var places = ImmutableArray.CreateBuilder<Rect>(columns.Length);
        frame.Fill(new Rect(0, 0, frame.Width, 1), style);
        for (int i = 0, x = Gutter; i < columns.Length; i++)
        {
            if (widths[i] < 0)
            {
                places.Add(default);
                continue;
            }

            var mark = i == options.SortColumn ? options.Descending ? "↓" : "↑" : "";
            var title = TextWidth.Truncate(columns[i].Title, widths[i] - mark.Length);
            frame.WriteField(x, 0, widths[i], title + mark, style, columns[i].Alignment);
            places.Add(new Rect(frame.OnCanvas.X + x, frame.OnCanvas.Y, widths[i], 1));
            x += widths[i] + ColumnWidths.Gap;
        }

        return places.MoveToImmutable();
    }

    private static void DrawRow(Frame line, Theme theme, ReadOnlySpan<TableColumn> columns, int[] widths, ITableRows rows, int row, bool selected)
    {
        var look = rows.Look(row);
        var style = theme.Style(look.Role);
        style = look.Marked ? theme.Style(Role.Marked).Over(style) : style;
        var over = theme.Style(Role.Selected);
        style = selected ? over.Over(style) : style;
        line.Fill(line.Bounds, style.Without(TextAttributes.Underline | TextAttributes.Strikethrough));
        if (look.Marked)
        {
            line.Write(0, 0, theme.Glyph(Role.Marked), style);
        }

        for (int i = 0, x = Gutter; i < columns.Length; i++)
        {
            if (widths[i] < 0)
            {
                continue;
            }

            var cell = rows.Cell(row, i);
            var ink = cell.Role is { } role ? theme.Style(role).Over(style) : style;
            line.WriteField(x, 0, widths[i], cell.Text, selected ? over.Over(ink) : ink, columns[i].Alignment);
            x += widths[i] + ColumnWidths.Gap;
        }
    }
}
