using System.Buffers;
using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>Puts runes together from single bytes; what is no UTF-8 becomes U+FFFD, as the Unicode standard recommends.</summary>
internal sealed class Utf8Assembler
{
    private readonly byte[] _bytes = new byte[4];
    private int _length;

    /// <summary>True while the bytes so far could still become a rune.</summary>
    public bool IsPending => _length > 0;

    /// <summary>Takes a byte of 0x80 and above and hands every rune that is now complete to <paramref name="emit"/>.</summary>
    public void Add(byte value, Action<Rune> emit)
    {
        _bytes[_length++] = value;
        while (_length > 0)
        {
            var status = Rune.DecodeFromUtf8(_bytes.AsSpan(0, _length), out var rune, out var used);
            if (status == OperationStatus.NeedMoreData)
            {
                return;
            }

            emit(rune);
            _bytes.AsSpan(used, _length - used).CopyTo(_bytes);
            _length -= used;
        }
    }

    /// <summary>Gives up on an unfinished rune: one U+FFFD if there was any.</summary>
    public void Flush(Action<Rune> emit)
    {
        if (_length > 0)
        {
            _length = 0;
            emit(Rune.ReplacementChar);
        }
    }
}
