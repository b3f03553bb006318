using System.Globalization;
using System.Text;

namespace WConsole.Terminal.Cells;

/// <summary>
/// Takes text from outside apart into characters that are safe in a terminal: nothing that comes out can move the cursor, change a mode, or reorder the line.
/// Control characters become their pictures (␛), what cannot be seen becomes a dot, broken UTF-16 the replacement character.
/// </summary>
internal ref struct ClusterReader(ReadOnlySpan<char> text)
{
    /// <summary>The longest cluster drawn as one, in chars; real ones (a family with four skin tones: 19) are shorter, hostile ones have no end.</summary>
    public const int MaxLength = 32;

    private const int Hidden = '·';
    private const int Broken = 0xFFFD;
    private const int Joiner = 0x200D;
    private const int EmojiSelector = 0xFE0F;
    private const int TextSelector = 0xFE0E;

    private ReadOnlySpan<char> _rest = text;

    /// <summary>The next character; false at the end.</summary>
    public bool Next(out Cluster cluster)
    {
        if (_rest.IsEmpty)
        {
            cluster = default;
            return false;
        }

        var c = _rest[0];
        // No combining mark is below U+0300, so a plain letter before one of those stands alone.
        cluster = c is >= ' ' and < (char)0x7F && (_rest.Length == 1 || _rest[1] < 0x300) ? new Cluster(c, 1, 1) : Read(_rest);
        _rest = _rest[cluster.Length..];
        return true;
    }

    private static Cluster Read(ReadOnlySpan<char> text)
    {
        var c = text[0];
        if (c < ' ' || c == 0x7F || c is >= (char)0x80 and <= (char)0x9F or (char)0x2028 or (char)0x2029)
        {
            return new Cluster(Picture(c), 1, 1);
        }

        var window = text.Length > MaxLength ? text[..MaxLength] : text;
        if (window.Length < text.Length && char.IsHighSurrogate(window[^1]))
        {
            window = window[..^1];
        }

        var length = StringInfo.GetNextTextElementLength(window);
        if (Rune.DecodeFromUtf16(window[..length], out var first, out var used) != System.Buffers.OperationStatus.Done)
        {
            return new Cluster(Broken, 1, length);
        }

        var width = RuneWidth.Of(first.Value);
        if (width == 0 || first.Value == 0xAD || Rune.GetUnicodeCategory(first) == UnicodeCategory.SpacingCombiningMark)
        {
            // Nothing visible leads it, or it would cling to the cell before: a mark without its letter, a joiner, an order mark, an invisible space.
            return new Cluster(Hidden, 1, length);
        }

        return used == length && !RuneWidth.ClingsToOthers(first.Value) ? new Cluster(first.Value, width, length) : Joined(window[..length], first.Value, used);
    }

    private static Cluster Joined(ReadOnlySpan<char> text, int first, int used)
    {
        var sum = RuneWidth.Of(first);
        var reach = RuneWidth.IsFlagLetter(first) ? 2 : sum;
        var settled = !RuneWidth.ClingsToOthers(first);
        var wide = !settled;
        for (var at = used; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[at..], out var rune, out var step) != System.Buffers.OperationStatus.Done)
            {
                return new Cluster(Broken, 1, text.Length);
            }

            at += step;
            var width = RuneWidth.Of(rune.Value);
            sum += width;
            reach += RuneWidth.IsFlagLetter(rune.Value) ? 2 : width;
            wide |= rune.Value == EmojiSelector && first is '#' or '*' or (>= '0' and <= '9') or >= 0xA9;
            settled &= width == 0 && rune.Value is not (Joiner or EmojiSelector or TextSelector);
        }

        var cells = wide ? 2 : Math.Clamp(sum, 1, 2);
        return new Cluster(first, cells, text.Length, text, settled && cells == sum ? 0 : Math.Max(reach, 2));
    }

    private static int Picture(char c) => c switch
    {
        < ' ' => 0x2400 + c,
        (char)0x7F => 0x2421,
        (char)0x85 or (char)0x2028 or (char)0x2029 => 0x2424,
        _ => Broken,
    };
}
