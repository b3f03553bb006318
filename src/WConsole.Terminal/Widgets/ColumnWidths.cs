namespace WConsole.Terminal.Widgets;

/// <summary>Shares a table's width among its columns. Depends on the width only, never on the rows, so columns do not jump while values change.</summary>
internal static class ColumnWidths
{
    /// <summary>Between two columns.</summary>
    public const int Gap = 1;

    /// <summary>Cells per column; -1 for a column that is not shown.</summary>
    public static int[] Of(ReadOnlySpan<TableColumn> columns, int width)
    {
        var widths = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            widths[i] = columns[i].Min;
        }

        while (Total(widths) > width && Expendable(columns, widths) is var drop and >= 0)
        {
            widths[drop] = -1;
        }

        CutTo(widths, width);
        Grow(columns, widths, width - Total(widths));
        return widths;
    }

    private static int Total(ReadOnlySpan<int> widths)
    {
        var total = -Gap;
        foreach (var width in widths)
        {
            total += width >= 0 ? width + Gap : 0;
        }

        return total;
    }

    private static int Expendable(ReadOnlySpan<TableColumn> columns, int[] widths)
    {
        var drop = -1;
        for (var i = 0; i < columns.Length; i++)
        {
            if (widths[i] >= 0 && columns[i].Priority > 0 && (drop < 0 || columns[i].Priority >= columns[drop].Priority))
            {
                drop = i;
            }
        }

        return drop;
    }

    // The columns that never go are cut from the right when even they do not fit.
    private static void CutTo(int[] widths, int width)
    {
        for (var i = widths.Length - 1; i >= 0 && Total(widths) > width; i--)
        {
            if (widths[i] >= 0)
            {
                var rest = widths[i] - (Total(widths) - width);
                widths[i] = rest > 0 ? rest : -1;
            }
        }
    }

    private static void Grow(ReadOnlySpan<TableColumn> columns, int[] widths, int left)
    {
        while (left > 0)
        {
            var weights = 0;
            for (var i = 0; i < columns.Length; i++)
            {
                weights += CanGrow(columns[i], widths[i]) ? columns[i].Weight : 0;
            }

            if (weights == 0)
            {
                return;
            }

            var share = left;
            for (var i = 0; i < columns.Length && left > 0; i++)
            {
                if (CanGrow(columns[i], widths[i]))
                {
                    var more = Math.Min(Math.Max(1, share * columns[i].Weight / weights), Math.Min(left, columns[i].Max - widths[i]));
                    widths[i] += more;
                    left -= more;
                }
            }
        }
    }

    private static bool CanGrow(TableColumn column, int width) => width >= 0 && width < column.Max && column.Weight > 0;
}
