using System.Collections.Immutable;
using System.Text;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;

namespace WConsole.Cli.Output;

/// <summary>A table as aligned text: no colour, nothing cut off.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static string Of<T>(TableSpec<T> spec, IReadOnlyList<T> items, ViewContext context, bool wide)
    {
        var columns = spec.Columns.Where(c => wide || !c.Wide).ToImmutableArray();
        return Of(
            [.. columns.Select(c => c.Title)],
            [.. columns.Select(c => c.Align == Align.Right)],
            [.. items.Select(i => columns.Select(c => c.Text(i, context)).ToArray())]);
    }

    public static string Of(string[] titles, bool[] right, IReadOnlyList<string[]> rows)
    {
        var cells = rows.Select(r => Array.ConvertAll(r, PlainText.Line)).Prepend(titles).ToList();
        var widths = titles.Select((_, i) => cells.Max(r => TextWidth.Of(r[i]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            var start = text.Length;
            for (var i = 0; i < row.Length; i++)
            {
                var padding = widths[i] - TextWidth.Of(row[i]);
                text.Append(' ', right[i] ? padding : 0).Append(row[i]).Append(' ', (right[i] ? 0 : padding) + Gap);
            }

            TrimEnd(text, start);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void TrimEnd(StringBuilder text, int start)
    {
        while (text.Length > start && text[^1] == ' ')
        {
            text.Length--;
        }
    }
}
