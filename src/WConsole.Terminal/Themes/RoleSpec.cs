using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>
/// One role in words: <c>[COLOUR] [on COLOUR] [bold dim italic underline reverse strike] [glyph: X]</c>, in any order. A colour is <c>#rrggbb</c>, <c>#rgb</c>, a classic name
/// (<c>red</c>, <c>bright-red</c>, <c>gray</c> …), <c>default</c>, or a name of the theme's palette. A role that is given replaces the inherited one, except that without <c>glyph:</c> the inherited glyph stays.
/// </summary>
public static class RoleSpec
{
    private static readonly Dictionary<string, TextAttributes> Attributes = new(StringComparer.Ordinal)
    {
        ["bold"] = TextAttributes.Bold,
        ["dim"] = TextAttributes.Dim,
        ["italic"] = TextAttributes.Italic,
        ["underline"] = TextAttributes.Underline,
        ["reverse"] = TextAttributes.Reverse,
        ["strike"] = TextAttributes.Strikethrough,
    };

    /// <summary>Reads the words over what was inherited; each word that is not understood is a problem and changes nothing.</summary>
    internal static RoleStyle Parse(string spec, RoleStyle inherited, IReadOnlyDictionary<string, Rgb> palette, Action<string> problem)
    {
        var style = Style.Default;
        var glyph = inherited.Glyph;
        var words = spec.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (Attributes.TryGetValue(word, out var attribute))
            {
                style = style.With(attribute);
            }
            else if (word == "on")
            {
                var color = i + 1 < words.Length ? words[++i] : "";
                style = ColorName.TryParse(color, palette, out var back) ? style.WithBackground(back) : Complain(style, $"after 'on' a colour is expected, not '{color}'");
            }
            else if (word.StartsWith("glyph:", StringComparison.Ordinal))
            {
                var value = word.Length > 6 ? word[6..] : i + 1 < words.Length ? words[++i] : "";
                var wrong = GlyphProblem(value);
                (glyph, style) = wrong is null ? (value, style) : (glyph, Complain(style, wrong));
            }
            else
            {
                style = ColorName.TryParse(word, palette, out var fore)
                    ? style.WithForeground(fore)
                    : Complain(style, $"'{word}' is no colour (#rrggbb, a classic name, a palette name), attribute ({string.Join(' ', Attributes.Keys)}), 'on' or 'glyph:'");
            }
        }

        return new RoleStyle(style, glyph);

        Style Complain(Style unchanged, string message)
        {
            problem(message);
            return unchanged;
        }
    }

    // Tables keep one cell for a glyph; some terminals draw an odd one two wide.
    internal static string? GlyphProblem(string glyph) =>
        glyph.Length == 0 ? "after 'glyph:' one character is expected"
        : TextWidth.Of(glyph) != 1 ? $"the glyph '{glyph}' is {TextWidth.Of(glyph)} cells wide; one is expected"
        : null;
}
