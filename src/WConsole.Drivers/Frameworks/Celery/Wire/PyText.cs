using System.Buffers;
using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Text of JSON strings as Python writes them. Bytes that are no UTF-8 and halves of surrogate pairs (Python escapes
/// them as they are) become U+FFFD, so that every text can be written out again as UTF-8.
/// </summary>
internal static class PyText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text of what stands between two quotes; null when it holds an escape that JSON does not know.</summary>
    public static string? Unescape(ReadOnlySpan<byte> raw, bool hasEscapes)
    {
        if (!hasEscapes)
        {
            return Encoding.UTF8.GetString(raw);
        }

        // No escape and no UTF-8 sequence gives more chars than it has bytes.
        var chars = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            var length = Decode(raw, chars);
            return length < 0 ? null : new string(chars, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>True when the text can be written as UTF-8 without loss.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<char> to)
    {
        var length = 0;
        while (true)
        {
            var run = raw.IndexOf((byte)'\\');
            var plain = run < 0 ? raw : raw[..run];
            length += Encoding.UTF8.GetChars(plain, to[length..]);
            if (run < 0)
            {
                break;
            }

            raw = raw[(run + 1)..];
            var taken = Escape(raw, out var c);
            if (taken == 0)
            {
                return -1;
            }

            to[length++] = c;
            raw = raw[taken..];
        }

        ReplaceLoneSurrogates(to[..length]);
        return length;
    }

    private static int Escape(ReadOnlySpan<byte> raw, out char c)
    {
        c = '\0';
        if (raw.IsEmpty)
        {
            return 0;
        }

        switch (raw[0])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/': c = (char)raw[0]; return 1;
            case (byte)'n': c = '\n'; return 1;
            case (byte)'r': c = '\r'; return 1;
            case (byte)'t': c = '\t'; return 1;
            case (byte)'b': c = '\b'; return 1;
            case (byte)'f': c = '\f'; return 1;
            case (byte)'u' when raw.Length >= 5
                && ushort.TryParse(raw.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                c = (char)unit;
                return 5;
            default: return 0;
        }
    }

    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = Replacement;
            }
        }
    }
}
