using System.Text;

namespace WConsole.Terminal.Cells;

/// <summary>Bytes on their way to the terminal, in one buffer that grows and is used again.</summary>
internal sealed class ByteSink
{
    private byte[] _buffer = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public void Add(byte value)
    {
        Reserve(1);
        _buffer[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>A number in decimal digits.</summary>
    public void AddNumber(int value)
    {
        Reserve(11);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, _buffer.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>A code point in UTF-8.</summary>
    public void AddRune(int rune)
    {
        if (rune < 0x80)
        {
            Add((byte)rune);
            return;
        }

        Reserve(4);
        Length += new Rune(rune).EncodeToUtf8(_buffer.AsSpan(Length));
    }

    private void Reserve(int more)
    {
        if (Length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
        }
    }
}
