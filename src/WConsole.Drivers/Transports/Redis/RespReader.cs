using System.Buffers;
using System.Buffers.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>
/// Incremental RESP2 decoder: takes the stream's bytes in any pieces, each byte once, and gives complete replies. Never
/// throws on what it is fed; not for several threads at once.
/// </summary>
public sealed class RespReader(RespLimits limits)
{
    // Arrays and bulk strings larger than this grow with their data, so that a header alone costs nothing.
    private const int TrustedBytes = 64 << 10;
    private const int TrustedItems = 64;

    private readonly ArrayBufferWriter<byte> _line = new(64);
    private readonly Stack<Frame> _open = new();
    private byte[]? _bulk;
    private int _bulkLength;
    private int _bulkFilled;
    private int _bulkEnd;
    private int _replyBytes;
    private int _replyItems;

    /// <summary>Why the bytes were refused, as one line without their content; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Consumes input up to the end of one reply.</summary>
    /// <param name="input">The bytes that follow those of earlier calls; what was consumed is cut off.</param>
    /// <param name="value">The reply when <see cref="RespStep.Value"/> is returned.</param>
    public RespStep Read(ref ReadOnlySpan<byte> input, out RespValue value)
    {
        value = default;
        while (Fault is null)
        {
            RespValue item;
            if (_bulk is not null)
            {
                if (!FillBulk(ref input, out item))
                {
                    break;
                }
            }
            else
            {
                if (!TakeLine(ref input, out var line))
                {
                    break;
                }

                var opened = Begin(line, out item);
                _line.ResetWrittenCount();
                if (opened)
                {
                    continue;
                }
            }

            if (Fault is null && Close(ref item))
            {
                value = item;
                _replyBytes = _replyItems = 0;
                return RespStep.Value;
            }
        }

        return Fault is null ? RespStep.NeedMore : RespStep.Fault;
    }

    // A line without its CR LF: straight from the input when it is whole, else collected.
    private bool TakeLine(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> line)
    {
        line = default;
        var end = input.IndexOf((byte)'\n');
        var piece = end < 0 ? input : input[..(end + 1)];
        if (_line.WrittenCount + piece.Length > limits.MaxLineBytes + 2)
        {
            Fail($"a line of more than {limits.MaxLineBytes} bytes");
            return false;
        }

        if (end < 0 || _line.WrittenCount > 0)
        {
            _line.Write(piece);
        }

        input = input[piece.Length..];
        if (end < 0)
        {
            // A first byte that begins no reply is told at once: another protocol may never send a line's end.
            if (_line.WrittenCount > 0 && !"+-:$*"u8.Contains(_line.WrittenSpan[0]))
            {
                FailType(_line.WrittenSpan[0]);
            }

            return false;
        }

        line = _line.WrittenCount > 0 ? _line.WrittenSpan : piece;
        if (line.Length < 3 || line[^2] != '\r')
        {
            Fail("a line that is empty or does not end in CR LF");
            return false;
        }

        line = line[..^2];
        return true;
    }

    // True: something was opened whose content follows (or a fault). False: the item is complete.
    private bool Begin(ReadOnlySpan<byte> line, out RespValue item)
    {
        item = default;
        var rest = line[1..];
        switch (line[0])
        {
            case (byte)'+':
                item = RespValue.OfSimple(rest.ToArray());
                return false;
            case (byte)'-':
                item = RespValue.OfError(rest.ToArray());
                return false;
            case (byte)':':
                item = RespValue.OfNumber(Number(rest));
                return false;
            case (byte)'$':
                return BeginBulk(Number(rest));
            case (byte)'*':
                return BeginArray(Number(rest), ref item);
            default:
                FailType(line[0]);
                return true;
        }
    }

    private bool BeginBulk(long length)
    {
        if (length == -1)
        {
            return false;
        }

        if (length < 0 || length > limits.MaxBulkBytes || _replyBytes + length > limits.MaxReplyBytes)
        {
            Fail(length < 0 ? "a negative length" : $"a reply of {_replyBytes + length} bytes or more; the limit is {Math.Min(limits.MaxBulkBytes, limits.MaxReplyBytes)}");
            return true;
        }

        _replyBytes += (int)length;
        _bulkLength = (int)length;
        _bulkFilled = _bulkEnd = 0;
        _bulk = length == 0 ? [] : new byte[Math.Min(length, TrustedBytes)];
        return true;
    }

    private bool BeginArray(long count, ref RespValue item)
    {
        if (count is -1 or 0)
        {
            item = count == 0 ? RespValue.OfArray() : RespValue.Null;
            return false;
        }

        if (count < 0 || _replyItems + count > limits.MaxElements || _open.Count == limits.MaxDepth)
        {
            Fail(count < 0 ? "a negative length" : $"a reply of {_replyItems + count} elements, {_open.Count + 1} deep; the limits are {limits.MaxElements} and {limits.MaxDepth}");
            return true;
        }

        _replyItems += (int)count;
        _open.Push(new Frame((int)count));
        return true;
    }

    private bool FillBulk(ref ReadOnlySpan<byte> input, out RespValue item)
    {
        item = default;
        while (_bulkFilled < _bulkLength && !input.IsEmpty)
        {
            if (_bulkFilled == _bulk!.Length)
            {
                // In few large steps: what is outgrown is garbage that stays until the next full collection.
                Array.Resize(ref _bulk, (int)Math.Min(_bulkLength, _bulk.Length * 16L));
            }

            var piece = input[..Math.Min(input.Length, _bulk.Length - _bulkFilled)];
            piece.CopyTo(_bulk.AsSpan(_bulkFilled));
            _bulkFilled += piece.Length;
            input = input[piece.Length..];
        }

        while (_bulkFilled == _bulkLength && _bulkEnd < 2 && !input.IsEmpty)
        {
            if (input[0] != "\r\n"u8[_bulkEnd])
            {
                Fail("a bulk string that is longer than it said");
                return false;
            }

            _bulkEnd++;
            input = input[1..];
        }

        if (_bulkEnd < 2)
        {
            return false;
        }

        item = RespValue.OfBulk(_bulk);
        _bulk = null;
        return true;
    }

    // Puts a complete item into the arrays that wait for it. True: the outermost is complete, and is now the item.
    private bool Close(ref RespValue item)
    {
        while (_open.TryPeek(out var frame))
        {
            if (!frame.Add(item))
            {
                return false;
            }

            item = RespValue.OfArray(frame.Items);
            _open.Pop();
        }

        return true;
    }

    private long Number(ReadOnlySpan<byte> digits)
    {
        if (Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length)
        {
            return number;
        }

        Fail("a number that is none");
        return -1;
    }

    private void FailType(byte type) => Fail($"a reply that begins with byte 0x{type:x2}");

    private void Fail(string why) => Fault ??= why;

    private sealed class Frame(int expected)
    {
        private RespValue[] _items = new RespValue[Math.Min(expected, TrustedItems)];
        private int _count;

        public RespValue[] Items => _items;

        // True when the array is complete; it then has exactly its length.
        public bool Add(RespValue item)
        {
            if (_count == _items.Length)
            {
                Array.Resize(ref _items, (int)Math.Min(expected, _items.Length * 2L));
            }

            _items[_count++] = item;
            return _count == expected;
        }
    }
}
