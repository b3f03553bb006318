namespace WConsole.Terminal.Cells;

/// <summary>Cells a single code point takes in a terminal: 0, 1 or 2. Ambiguous ones take 1.</summary>
internal static class RuneWidth
{
    public static int Of(int rune)
    {
        if (rune < 0x300)
        {
            return 1;
        }

        return Within(WidthRanges.Wide, rune) ? 2 : Within(WidthRanges.Zero, rune) ? 0 : 1;
    }

    /// <summary>Whether it is one of the letters two of which make a flag.</summary>
    public static bool IsFlagLetter(int rune) => rune is >= 0x1F1E6 and <= 0x1F1FF;

    /// <summary>Whether some terminals join it to an emoji or flag letter in the cell before: flag letters and skin tones.</summary>
    public static bool ClingsToOthers(int rune) => IsFlagLetter(rune) || rune is >= 0x1F3FB and <= 0x1F3FF;

    private static bool Within(ReadOnlySpan<int> ranges, int rune)
    {
        var low = 0;
        var high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            var mid = (low + high) >> 1;
            if (rune < ranges[2 * mid])
            {
                high = mid - 1;
            }
            else if (rune > ranges[(2 * mid) + 1])
            {
                low = mid + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
