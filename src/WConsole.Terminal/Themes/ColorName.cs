using System.Globalization;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>Colours as people write them.</summary>
internal static class ColorName
{
    private static readonly string[] Classic = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    /// <summary>Reads <c>#rrggbb</c>, <c>#rgb</c>, a palette name, a classic name, or <c>default</c> (which is null).</summary>
    public static bool TryParse(string text, IReadOnlyDictionary<string, Rgb> palette, out Rgb? color)
    {
        color = null;
        if (text == "default")
        {
            return true;
        }

        if (palette.TryGetValue(text, out var own))
        {
            color = own;
            return true;
        }

        if (text is "gray" or "grey")
        {
            color = ColorLadder.ClassicColor(8);
            return true;
        }

        var bright = text.StartsWith("bright-", StringComparison.Ordinal);
        var index = Array.IndexOf(Classic, bright ? text[7..] : text);
        if (index >= 0)
        {
            color = ColorLadder.ClassicColor(bright ? index + 8 : index);
            return true;
        }

        return TryHex(text, out color);
    }

    private static bool TryHex(string text, out Rgb? color)
    {
        color = null;
        if (text is not ['#', .. var digits] || digits.Length is not (3 or 6) || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var full = digits.Length == 6 ? digits : string.Concat(digits.SelectMany(d => new[] { d, d }));
        var value = int.Parse(full, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        color = new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }
}
