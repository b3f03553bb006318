using System.Text;
using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal;

/// <summary>Whether a terminal shows what a canvas means, cell by cell, colours included.</summary>
internal static class VtJudge
{
    /// <summary>The first difference in words, or null.</summary>
    public static string? Difference(Canvas canvas, VtScreen screen, ColorDepth depth)
    {
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (Wrong(canvas, row, x, screen[x, y], depth) is { } wrong)
                {
                    return $"at {x},{y}: {wrong}";
                }
            }
        }

        return canvas.Cursor != (screen.CursorVisible ? screen.Cursor : ((int, int)?)null) ? $"cursor {screen.Cursor} visible {screen.CursorVisible}, meant {canvas.Cursor}"
            : screen.Wraps > 0 ? "a line wrapped"
            : screen.Modes.Count > 0 ? "a mode was left on"
            : null;
    }

    private static string? Wrong(Canvas canvas, ReadOnlySpan<Cell> row, int x, VtCell shown, ColorDepth depth)
    {
        var cell = row[x];
        if (cell.IsHalf)
        {
            if (x == 0 || row[x - 1].Width != 2)
            {
                return "canvas: a half without its lead";
            }

            // Terminals that do not join an odd cluster show the rest of it here, or what is left of the rest.
            return shown.Width == 0 || IsOdd(canvas, row[x - 1]) ? null : $"no half but '{shown.Text}'";
        }

        if (cell.Width == 2 && (x + 1 == row.Length || !row[x + 1].IsHalf))
        {
            return "canvas: a lead without its half";
        }

        var text = cell.Symbol < 0 ? canvas.Clusters[~cell.Symbol].Text : new Rune(cell.Symbol).ToString();
        var right = IsOdd(canvas, cell)
            ? shown.Text.StartsWith(new Rune(canvas.Clusters[~cell.Symbol].BaseRune).ToString(), StringComparison.Ordinal)
            : shown.Text == text && shown.Width == cell.Width;
        var pen = canvas.Styles.Resolve(cell.Style, depth);
        return !right ? $"'{shown.Text}' of {shown.Width}, meant '{text}' of {cell.Width}"
            : shown.Pen != pen ? $"'{text}' in {shown.Pen}, meant {pen}"
            : null;
    }

    private static bool IsOdd(Canvas canvas, Cell cell) => cell.Symbol < 0 && canvas.Clusters[~cell.Symbol].Reach > 0;
}
