namespace WConsole.Terminal.Cells;

/// <summary>Writes the difference of one row.</summary>
internal static class RowDiff
{
    public static void Write(Pen pen, int y, ReadOnlySpan<Cell> row, ReadOnlySpan<Cell> shown)
    {
        var tail = TailOf(row);
        // Cells that an odd cluster may have run over are written again even when they did not change.
        var forced = 0;
        for (var x = 0; x < tail;)
        {
            var cell = row[x];
            var width = Math.Max(1, (int)cell.Width);
            var changed = x < forced || cell != shown[x] || (width == 2 && row[x + 1] != shown[x + 1]);
            if (changed && !cell.IsHalf)
            {
                pen.Put(x, y, cell, row);
                forced = Math.Max(forced, x + pen.ReachOf(cell));
            }

            x += width;
        }

        for (var x = tail; x < row.Length; x++)
        {
            if (x < forced || shown[x] != Cell.Blank)
            {
                pen.EraseToEnd(x, y, row);
                return;
            }
        }
    }

    /// <summary>Where the empty end of a row begins: it is erased rather than written.</summary>
    private static int TailOf(ReadOnlySpan<Cell> row)
    {
        var tail = row.Length;
        while (tail > 0 && row[tail - 1] == Cell.Blank)
        {
            tail--;
        }

        return tail;
    }
}
