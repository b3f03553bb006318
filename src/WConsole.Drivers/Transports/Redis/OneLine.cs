using System.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>Makes text from outside fit into a one-line message.</summary>
internal static class OneLine
{
    private const int MaxLength = 400;

    /// <summary>Control and format characters (escape sequences, direction marks) become "?", the length is bounded.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                return line.Append('…').ToString();
            }

            var hidden = Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator;
            line.Append(hidden ? "?" : rune.ToString());
        }

        return line.ToString();
    }
}
