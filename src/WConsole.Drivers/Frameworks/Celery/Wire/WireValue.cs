using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One immutable JSON value as Python writes them. Asking for something that is not there gives a missing value or null,
/// never an exception and never a made-up zero; so parsers read hostile replies without a check at each step.
/// </summary>
public readonly struct WireValue
{
    // A boxed kind for what has no data of its own: so a value takes 16 bytes, and a big reply has a million of them.
    private static readonly object NullMark = WireKind.Null;
    private static readonly object BoolMark = WireKind.Bool;
    private static readonly object WholeMark = WireKind.Whole;
    private static readonly object RealMark = WireKind.Real;

    private readonly object? _data;
    private readonly long _bits;

    private WireValue(object data, long bits)
    {
        _data = data;
        _bits = bits;
    }

    public WireKind Kind => _data switch
    {
        null => WireKind.Missing,
        WireKind mark => mark,
        string => _bits == 0 ? WireKind.Text : WireKind.Digits,
        WireValue[] => WireKind.List,
        _ => WireKind.Map,
    };

    public static WireValue Null { get; } = new(NullMark, 0);

    /// <summary>True for a field that is absent and for an explicit null.</summary>
    public bool IsNothing => Kind is WireKind.Missing or WireKind.Null;

    /// <summary>Number of elements or properties; 0 for anything else.</summary>
    public int Count => Kind switch { WireKind.List => Items.Length, WireKind.Map => Properties.Length, _ => 0 };

    /// <summary>The elements of a list; empty for anything else.</summary>
    public ImmutableArray<WireValue> Items =>
        Kind == WireKind.List ? ImmutableCollectionsMarshal.AsImmutableArray((WireValue[])_data!) : [];

    /// <summary>The properties of an object in their order on the wire, a repeated key each time; empty for anything else.</summary>
    public ImmutableArray<KeyValuePair<string, WireValue>> Properties =>
        Kind == WireKind.Map ? ImmutableCollectionsMarshal.AsImmutableArray((KeyValuePair<string, WireValue>[])_data!) : [];

    /// <summary>The elements of a list, read; left out are those for which <paramref name="read"/> gives null. Empty for anything else.</summary>
    public ImmutableArray<T> Each<T>(Func<WireValue, T?> read)
        where T : class
    {
        var found = new List<T>();
        foreach (var item in Items)
        {
            if (read(item) is { } one)
            {
                found.Add(one);
            }
        }

        return [.. found];
    }

    /// <summary>The property of that name; of a repeated one the last, as Python reads it; else a missing value.</summary>
    public WireValue this[string key]
    {
        get
        {
            var properties = Properties;
            for (var i = properties.Length - 1; i >= 0; i--)
            {
                if (properties[i].Key == key)
                {
                    return properties[i].Value;
                }
            }

            return default;
        }
    }

    /// <summary>The element at that place, or a missing value.</summary>
    public WireValue this[int index] => Items is var items && (uint)index < (uint)items.Length ? items[index] : default;

    public static WireValue Of(bool value) => new(BoolMark, value ? 1 : 0);

    public static WireValue Of(long value) => new(WholeMark, value);

    public static WireValue Of(double value) => new(RealMark, BitConverter.DoubleToInt64Bits(value));

    public static WireValue Of(string? value) => value is null ? Null : new(value, 0);

    public static WireValue List(params WireValue[] items) => new(items, 0);

    public static WireValue Map(params KeyValuePair<string, WireValue>[] properties) => new(properties, 0);

    internal static WireValue Digits(string digits) => new(digits, 1);

    /// <summary>The text of a string; null for anything else.</summary>
    public string? AsString() => Kind == WireKind.Text ? (string)_data! : null;

    /// <summary>A text that identifies something: neither empty nor over <see cref="WireLimits.IdChars"/>; else null.</summary>
    public string? AsId() => AsString() is { Length: > 0 and <= WireLimits.IdChars } id ? id : null;

    /// <summary>A text that names something, masked and cut to <see cref="WireLimits.NameChars"/>; null for anything else.</summary>
    public string? AsName() => Kind == WireKind.Text ? Display(WireLimits.NameChars) : null;

    /// <summary>The text of a string or of a number; null for anything else.</summary>
    public string? AsText() => Kind switch
    {
        WireKind.Text or WireKind.Digits => (string)_data!,
        WireKind.Whole => _bits.ToString(CultureInfo.InvariantCulture),
        WireKind.Real => PyJsonWriter.Number(RawDouble),
        _ => null,
    };

    /// <summary>A whole number, also one written as 2.0 or "2"; null when it is none or does not fit.</summary>
    public long? AsLong() => Kind switch
    {
        WireKind.Whole => _bits,
        WireKind.Real when Math.Abs(RawDouble) < 9e15 && Math.Floor(RawDouble) == RawDouble => (long)RawDouble,
        WireKind.Text => long.TryParse((string)_data!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null,
        _ => null,
    };

    /// <summary>A whole number that fits 32 bits; null when it is none.</summary>
    public int? AsInt() => AsLong() is { } n and >= int.MinValue and <= int.MaxValue ? (int)n : null;

    /// <summary>A finite number, also one written as text; null when it is none.</summary>
    public double? AsDouble()
    {
        double? value = Kind switch
        {
            WireKind.Whole => _bits,
            WireKind.Real => RawDouble,
            WireKind.Digits or WireKind.Text =>
                double.TryParse((string)_data!, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) ? d : null,
            _ => null,
        };
        return value is { } v && double.IsFinite(v) ? v : null;
    }

    /// <summary>True or false as such; null for anything else.</summary>
    public bool? AsBool() => Kind == WireKind.Bool ? _bits != 0 : null;

    /// <summary>
    /// Text for people, at most <paramref name="maxChars"/> long (then it ends in …): a string as it is, everything else
    /// as JSON. Passwords in URLs and values of password-like keys are masked. Null for a missing value.
    /// </summary>
    public string? Display(int maxChars = WireLimits.DisplayChars)
    {
        if (Kind == WireKind.Missing)
        {
            return null;
        }

        if (Kind == WireKind.Text)
        {
            // Masked before it is cut: half a URL no longer looks like one.
            return Cut(Secrets.Mask((string)_data!), maxChars);
        }

        var text = new StringBuilder();
        PyJsonWriter.WriteDisplay(this, text, maxChars);
        return Cut(text.ToString(), maxChars);
    }

    /// <summary>The value as JSON text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        PyJsonWriter.Write(this, text);
        return text.ToString();
    }

    internal double RawDouble => BitConverter.Int64BitsToDouble(_bits);

    private static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars)
        {
            return text;
        }

        // Never half a surrogate pair: what is cut here is written to terminals and JSON.
        var end = char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
