using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Layout;

/// <summary>Cuts a rectangle into rows or columns. What does not fit is cut from the end, so the first sizes are the safe ones.</summary>
public static class Split
{
    public static Rect[] Rows(Rect area, params ReadOnlySpan<Size> sizes)
    {
        var parts = Lengths(area.Height, sizes);
        var rows = new Rect[parts.Length];
        for (int i = 0, y = area.Y; i < rows.Length; y += parts[i++])
        {
            rows[i] = new Rect(area.X, y, area.Width, parts[i]);
        }

        return rows;
    }

    public static Rect[] Columns(Rect area, params ReadOnlySpan<Size> sizes)
    {
        var parts = Lengths(area.Width, sizes);
        var columns = new Rect[parts.Length];
        for (int i = 0, x = area.X; i < columns.Length; x += parts[i++])
        {
            columns[i] = new Rect(x, area.Y, parts[i], area.Height);
        }

        return columns;
    }

    private static int[] Lengths(int total, ReadOnlySpan<Size> sizes)
    {
        var lengths = new int[sizes.Length];
        var left = Math.Max(0, total);
        var weights = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            var size = sizes[i];
            if (size.Kind == SizeKind.Fill)
            {
                weights += size.Value;
                continue;
            }

            var wish = size.Kind == SizeKind.Percent ? (int)((long)Math.Max(0, total) * size.Value / 100) : size.Value;
            lengths[i] = Math.Min(wish, left);
            left -= lengths[i];
        }

        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i].Kind == SizeKind.Fill && weights > 0)
            {
                // Sharing the rest anew each time hands out the rounding too.
                lengths[i] = (int)((long)left * sizes[i].Value / weights);
                left -= lengths[i];
                weights -= sizes[i].Value;
            }
        }

        return lengths;
    }
}
