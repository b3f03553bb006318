using WConsole.Terminal.Cells;

namespace WConsole.Cli.Output;

/// <summary>Text from outside, made safe for a terminal and for one line.</summary>
internal static class PlainText
{
    public static string Line(string text) => SafeText.Of(text);

    /// <summary>Several lines stay several lines; everything else that could act on a terminal is replaced.</summary>
    public static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => SafeText.Of(l.Replace("\t", "    ", StringComparison.Ordinal))));
}
