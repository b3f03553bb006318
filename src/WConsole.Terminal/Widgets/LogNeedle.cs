using System.Text;

namespace WConsole.Terminal.Widgets;

/// <summary>What is looked for in a log. Without a capital letter, capitals do not matter (in ASCII).</summary>
internal sealed class LogNeedle
{
    // The commonest letters of logs first: looked for is the byte of the needle that should be met least.
    private const string Common = " etaoinsrlducmpgkfh0123456789:.-_/[]()=\",wybv";

    private readonly byte[] _bytes;
    private readonly bool _exact;
    private readonly int _rare;
    private readonly byte _one;
    private readonly byte _other;

    public LogNeedle(string text)
    {
        _exact = text.Any(char.IsUpper);
        _bytes = Encoding.UTF8.GetBytes(text);
        var best = -1;
        for (var i = 0; i < _bytes.Length; i++)
        {
            var rank = Common.IndexOf(char.ToLowerInvariant((char)_bytes[i]), StringComparison.Ordinal);
            rank = rank < 0 ? int.MaxValue : rank;
            if (rank > best)
            {
                (best, _rare) = (rank, i);
            }
        }

        if (_bytes.Length > 0)
        {
            _one = _bytes[_rare];
            _other = _exact ? _one : Upper(_one);
        }
    }

    public int Length => _bytes.Length;

    /// <summary>The first place at or after an offset, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text, int from)
    {
        if (Length == 0)
        {
            return -1;
        }

        for (var at = from + _rare; at < text.Length;)
        {
            var found = text[at..].IndexOfAny(_one, _other);
            if (found < 0)
            {
                return -1;
            }

            var start = at + found - _rare;
            if (start + Length <= text.Length && IsAt(text, start))
            {
                return start;
            }

            at += found + 1;
        }

        return -1;
    }

    private bool IsAt(ReadOnlySpan<byte> text, int start)
    {
        for (var i = 0; i < Length; i++)
        {
            var value = text[start + i];
            if (value != _bytes[i] && (_exact || value != Upper(_bytes[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Upper(byte value) => value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;
}
