using System.Globalization;
using System.Text;

namespace WConsole.Fleet.Model;

/// <summary>
/// Reversible escaping of names that come from outside, so that an id is always one printable shell word without glob characters:
/// every UTF-16 unit that is not plainly harmless becomes <c>%uXXXX</c>.
/// </summary>
public static class SafeName
{
    public static string Escape(string name)
    {
        if (name.All(IsPlain))
        {
            return name;
        }

        var text = new StringBuilder(name.Length + 16);
        foreach (var c in name)
        {
            if (IsPlain(c))
            {
                text.Append(c);
            }
            else
            {
                text.Append("%u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    /// <summary>The name that <see cref="Escape"/> was given; text that is no valid escape stands for itself.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains("%u", StringComparison.Ordinal))
        {
            return text;
        }

        var name = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 5 < text.Length && text[i] == '%' && text[i + 1] == 'u'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                name.Append((char)unit);
                i += 5;
            }
            else
            {
                name.Append(text[i]);
            }
        }

        return name.ToString();
    }

    // Letters and digits of any script, and the punctuation that node names, hosts and queues are made of.
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || (c > '\u00bf' && char.IsLetterOrDigit(c)) || c is '@' or '.' or '_' or '-' or '+' or '=' or ',';
}
