namespace WConsole.Terminal.Cells;

/// <summary>Text measured in cells, as it will be drawn (control characters as their pictures). Never use <c>Length</c> for that.</summary>
public static class TextWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var reader = new ClusterReader(text);
        var cells = 0;
        while (reader.Next(out var cluster))
        {
            cells += cluster.Width;
        }

        return cells;
    }

    /// <summary>How much of the text fits into so many cells: chars taken and cells used. Reads no further than that.</summary>
    public static (int Length, int Cells) Fit(ReadOnlySpan<char> text, int width)
    {
        var reader = new ClusterReader(text);
        var length = 0;
        var cells = 0;
        while (length < text.Length && reader.Next(out var cluster) && cells + cluster.Width <= width)
        {
            length += cluster.Length;
            cells += cluster.Width;
        }

        return (length, cells);
    }

    /// <summary>The text itself when it fits, else its beginning with the ellipsis at its end, never wider than asked.</summary>
    public static string Truncate(string text, int width, string ellipsis = "…")
    {
        var (length, _) = Fit(text, width);
        if (length == text.Length)
        {
            return text;
        }

        var (tail, tailCells) = Fit(ellipsis, width);
        var (head, _) = Fit(text, width - tailCells);
        return string.Concat(text.AsSpan(0, head), ellipsis.AsSpan(0, tail));
    }
}
