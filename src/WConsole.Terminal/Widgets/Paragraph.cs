using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>Running text, wrapped between words; a word that is longer than the line is broken between characters.</summary>
public static class Paragraph
{
    /// <summary>The lines of the text at this width. Line ends in the text stay line ends, tabs become four spaces. An empty text is one empty line.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            WrapLine(line.Replace("\t", "    ", StringComparison.Ordinal), Math.Max(1, width), lines);
        }

        return lines;
    }

    /// <summary>Draws wrapped lines from one of them on, as many as fit; returns how many lines there are.</summary>
    public static int Draw(Frame frame, string text, Style style, int first = 0)
    {
        var lines = Wrap(text, frame.Width);
        for (var y = 0; y < frame.Height && first + y < lines.Count; y++)
        {
            frame.Write(0, y, lines[Math.Max(0, first + y)], style);
        }

        return lines.Count;
    }

    private static void WrapLine(string line, int width, List<string> lines)
    {
        var rest = line.AsSpan();
        while (true)
        {
            var (fits, _) = TextWidth.Fit(rest, width);
            if (fits == rest.Length)
            {
                lines.Add(rest.ToString());
                return;
            }

            // Break at the last space that fits, or right after the text when a space follows it; leading indent is no place to break.
            var space = rest[fits] == ' ' ? fits : rest[..fits].LastIndexOf(' ');
            var isIndent = space <= 0 || rest[..space].Trim(' ').IsEmpty;
            var cut = isIndent ? Math.Max(fits, FirstCluster(rest)) : space;
            lines.Add(rest[..cut].TrimEnd(' ').ToString());
            rest = rest[cut..].TrimStart(' ');
            if (rest.IsEmpty)
            {
                return;
            }
        }
    }

    // A wide character in a line of one cell: it must be taken, or wrapping would never end.
    private static int FirstCluster(ReadOnlySpan<char> text) => TextWidth.Fit(text, 2).Length;
}
