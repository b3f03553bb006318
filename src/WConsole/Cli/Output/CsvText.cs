using System.Buffers;
using System.Text;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>A table as RFC 4180: all columns, the column's word as head, every line ends in CR LF. Control characters of names are replaced, as in a table.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n");

    public static string Of<T>(TableSpec<T> spec, IReadOnlyList<T> items, ViewContext context)
    {
        var text = new StringBuilder();
        Line(text, spec.Columns.Select(c => c.Id));
        foreach (var item in items)
        {
            Line(text, spec.Columns.Select(c => PlainText.Line(c.Text(item, context))));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            text.Append(first ? "" : ",");
            first = false;
            if (cell.AsSpan().ContainsAny(NeedQuotes))
            {
                text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            else
            {
                text.Append(cell);
            }
        }

        text.Append("\r\n");
    }
}
