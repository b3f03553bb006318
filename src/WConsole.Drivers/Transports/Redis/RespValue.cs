using System.Buffers.Text;
using System.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>One decoded reply. Its bytes are its own: nobody reuses them, so they may be kept without copying.</summary>
public readonly struct RespValue
{
    private readonly RespValue[]? _items;
    private readonly long _number;

    private RespValue(RespKind kind, ReadOnlyMemory<byte> bytes, long number, RespValue[]? items)
    {
        Kind = kind;
        Bytes = bytes;
        _number = number;
        _items = items;
    }

    public static RespValue Null => default;

    public RespKind Kind { get; }

    /// <summary>The content of a simple, error or bulk reply; empty for the others.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The elements of an array; empty for the others.</summary>
    public ReadOnlySpan<RespValue> Items => _items;

    public bool IsNull => Kind == RespKind.Null;

    public bool IsError => Kind == RespKind.Error;

    /// <summary>The content as UTF-8 text, with replacement characters for what is none; an integer's digits; empty for null and arrays.</summary>
    /// <remarks>It is as hostile as what the server stores: whoever shows it must make control characters visible.</remarks>
    public string Text => Kind == RespKind.Number
        ? _number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The value of an integer reply, or of a bulk or simple reply that is one; null otherwise.</summary>
    public long? Number => Kind switch
    {
        RespKind.Number => _number,
        RespKind.Bulk or RespKind.Simple => Utf8Parser.TryParse(Bytes.Span, out long value, out var used) && used == Bytes.Length ? value : null,
        RespKind.Null or RespKind.Error or RespKind.Array => null,
    };

    public static RespValue OfSimple(ReadOnlyMemory<byte> bytes) => new(RespKind.Simple, bytes, 0, null);

    public static RespValue OfError(ReadOnlyMemory<byte> bytes) => new(RespKind.Error, bytes, 0, null);

    public static RespValue OfNumber(long value) => new(RespKind.Number, default, value, null);

    public static RespValue OfBulk(ReadOnlyMemory<byte> bytes) => new(RespKind.Bulk, bytes, 0, null);

    public static RespValue OfArray(params RespValue[] items) => new(RespKind.Array, default, 0, items);

    /// <summary>The shape, never the content, which may be secret or huge.</summary>
    public override string ToString() => Kind switch
    {
        RespKind.Array => $"Array({Items.Length})",
        RespKind.Number => $"Number({Text})",
        RespKind.Null => "Null",
        RespKind.Simple or RespKind.Error or RespKind.Bulk => $"{Kind}({Bytes.Length} B)",
    };
}
