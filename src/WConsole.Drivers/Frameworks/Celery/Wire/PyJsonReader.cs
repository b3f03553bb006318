using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Reads JSON as Python writes it, without exceptions: NaN and Infinity, whole numbers of any length, repeated keys, halves
/// of surrogate pairs. The framework's own reader refuses those or throws on them, and throwing once per hostile message
/// is what an attacker would like. Typed wrappers (`__type__`) are unwrapped on the way (celery-redis §1.8).
/// </summary>
internal ref struct PyJsonReader(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("+-.0123456789eE"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly string?[] _known = new string?[text.Length > 100_000 ? 256 : 32];
    private int _at;
    private int _values;

    /// <summary>Why reading stopped; null as long as all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>The whole text as one value; false with <paramref name="problem"/> when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out WireValue value, out string problem)
    {
        var reader = new PyJsonReader(text);
        var read = reader.TryValue(out value) && reader.TryEnd();
        problem = reader.Problem ?? "";
        return read;
    }

    /// <summary>True when nothing but white space is left.</summary>
    public bool TryEnd() => Peek() < 0 || Fail("something follows the end of the JSON text");

    /// <summary>Steps over <paramref name="mark"/> if it comes next.</summary>
    public bool TrySkip(char mark)
    {
        if (Peek() != mark)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Steps over <paramref name="mark"/>; it is a problem when it does not come next.</summary>
    public bool Expect(char mark) => TrySkip(mark) || Fail($"'{mark}' expected");

    /// <summary>The next non-blank byte without taking it; -1 at the end.</summary>
    public int Peek()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return c;
            }

            _at++;
        }

        return -1;
    }

    /// <summary>The bytes between the next two quotes as they stand; false when no string comes next.</summary>
    public bool TryRawString(out ReadOnlySpan<byte> raw, out bool hasEscapes)
    {
        raw = default;
        hasEscapes = false;
        if (!Expect('"'))
        {
            return false;
        }

        var start = _at;
        while (true)
        {
            var step = _text[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return Fail("a string without end");
            }

            _at += step;
            if (_text[_at] == (byte)'"')
            {
                raw = _text[start.._at];
                _at++;
                return true;
            }

            hasEscapes = true;
            _at += 2;
            if (_at > _text.Length)
            {
                _at = _text.Length;
                return Fail("a string without end");
            }
        }
    }

    /// <summary>A property's name and its colon.</summary>
    public bool TryKey(out string key)
    {
        key = "";
        if (!TryRawString(out var raw, out var hasEscapes))
        {
            return false;
        }

        var text = hasEscapes || raw.Length > 32 ? PyText.Unescape(raw, hasEscapes) : Known(raw);
        if (text is null)
        {
            return Fail("an unknown escape in a key");
        }

        key = text;
        return Expect(':');
    }

    /// <summary>Any one value; false with <see cref="Problem"/> set.</summary>
    public bool TryValue(out WireValue value) => TryValue(out value, 0);

    private bool TryValue(out WireValue value, int depth)
    {
        value = default;
        if (++_values > WireLimits.Values)
        {
            return Fail($"more than {WireLimits.Values} values");
        }

        switch (Peek())
        {
            case '{': return depth < WireLimits.Depth ? TryObject(out value, depth) : Fail($"nested deeper than {WireLimits.Depth}");
            case '[': return depth < WireLimits.Depth ? TryList(out value, depth) : Fail($"nested deeper than {WireLimits.Depth}");
            case '"': return TryString(out value);
            case 't': return TryWord("true"u8, WireValue.Of(true), out value);
            case 'f': return TryWord("false"u8, WireValue.Of(false), out value);
            case 'n': return TryWord("null"u8, WireValue.Null, out value);
            case 'N': return TryWord("NaN"u8, WireValue.Of(double.NaN), out value);
            case 'I': return TryWord("Infinity"u8, WireValue.Of(double.PositiveInfinity), out value);
            case -1: return Fail("a value expected, but the text ends");
            default: return TryNumber(out value);
        }
    }

    private bool TryObject(out WireValue value, int depth)
    {
        value = default;
        _at++;
        var properties = new List<KeyValuePair<string, WireValue>>();
        if (!TrySkip('}'))
        {
            do
            {
                if (!TryKey(out var key) || !TryValue(out var item, depth + 1))
                {
                    return false;
                }

                properties.Add(new(key, item));
            }
            while (TrySkip(','));

            if (!Expect('}'))
            {
                return false;
            }
        }

        value = TypedJson.Unwrap(WireValue.Map([.. properties]));
        return true;
    }

    private bool TryList(out WireValue value, int depth)
    {
        value = default;
        _at++;
        var items = new List<WireValue>();
        if (!TrySkip(']'))
        {
            do
            {
                if (!TryValue(out var item, depth + 1))
                {
                    return false;
                }

                items.Add(item);
            }
            while (TrySkip(','));

            if (!Expect(']'))
            {
                return false;
            }
        }

        value = WireValue.List([.. items]);
        return true;
    }

    private bool TryString(out WireValue value)
    {
        value = default;
        if (!TryRawString(out var raw, out var hasEscapes))
        {
            return false;
        }

        var text = hasEscapes || raw.Length > 32 ? PyText.Unescape(raw, hasEscapes) : Known(raw);
        value = WireValue.Of(text);
        return text is not null || Fail("an unknown escape in a string");
    }

    private bool TryWord(ReadOnlySpan<byte> word, WireValue meaning, out WireValue value)
    {
        value = meaning;
        if (!_text[_at..].StartsWith(word))
        {
            return Fail("a value expected");
        }

        _at += word.Length;
        return true;
    }

    private bool TryNumber(out WireValue value)
    {
        value = default;
        var rest = _text[_at..];
        var length = rest.IndexOfAnyExcept(NumberBytes);
        var number = length < 0 ? rest : rest[..length];
        if (number is [(byte)'-'] && rest[1..].StartsWith("Infinity"u8))
        {
            value = WireValue.Of(double.NegativeInfinity);
            _at += 9;
            return true;
        }

        if (Utf8Parser.TryParse(number, out long whole, out var used) && used == number.Length)
        {
            value = WireValue.Of(whole);
        }
        else if (number.IndexOfAny(".eE"u8) < 0 && number.TrimStart((byte)'-') is { IsEmpty: false } digits && digits.IndexOfAny("+-"u8) < 0)
        {
            value = WireValue.Digits(Encoding.ASCII.GetString(number));
        }
        else if (Utf8Parser.TryParse(number, out double real, out used) && used == number.Length)
        {
            value = WireValue.Of(real);
        }
        else
        {
            return Fail("a value expected");
        }

        _at += number.Length;
        return true;
    }

    // The same few keys and names come back in every element of a long list: keep one string of each.
    private readonly string Known(ReadOnlySpan<byte> raw)
    {
        var hash = raw.Length;
        foreach (var b in raw)
        {
            hash = (hash * 31) + b;
        }

        ref var slot = ref _known[hash & (_known.Length - 1)];
        if (slot is null || !Ascii.Equals(raw, slot))
        {
            slot = Encoding.UTF8.GetString(raw);
        }

        return slot;
    }

    private bool Fail(string what)
    {
        Problem ??= $"{what}, at byte {_at}";
        return false;
    }
}
