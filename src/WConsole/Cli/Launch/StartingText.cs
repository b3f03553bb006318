using System.Globalization;
using System.Text;
using WConsole.Cli.Output;

namespace WConsole.Cli.Launch;

/// <summary>"wconsole: starting mail:0 mail:1": what is about to be started, in a few lines that fit the narrowest usual terminal.</summary>
internal static class StartingText
{
    private const int Width = 78;
    private const int MostLines = 10;
    private const string First = "wconsole: starting";
    private const string Next = "   ";

    /// <param name="ids">Of programs; broken between two, never within one.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> ids)
    {
        var lines = new List<string>();
        var line = new StringBuilder(First);
        for (var i = 0; i < ids.Count; i++)
        {
            var id = PlainText.Line(ids[i]);
            if (line.Length + 1 + id.Length > Width)
            {
                lines.Add(line.ToString());
                line.Clear().Append(Next);
                if (lines.Count == MostLines)
                {
                    line.Append(CultureInfo.InvariantCulture, $" and {ids.Count - i} more");
                    break;
                }
            }

            line.Append(' ').Append(id);
        }

        lines.Add(line.ToString());
        return lines;
    }
}
