namespace WConsole.Terminal.Cells;

/// <summary>
/// Styles by small ids, so that a cell is eight bytes and a change of style is a lookup. Id 0 is <see cref="Style.Default"/>. What each style becomes on a terminal with
/// fewer colours is worked out once, here. Bounded: past the limit a style loses its colours, and the canvas empties the table when it next is cleared.
/// </summary>
public sealed class StyleTable
{
    internal const int Limit = 8192;

    private readonly Dictionary<ulong, ushort> _ids = [];
    private readonly List<Entry> _entries = [];
    private ulong _lastKey;
    private ushort _lastId;

    public StyleTable() => Clear();

    public Style this[int id] => _entries[id].Style;

    internal bool IsFull => _entries.Count >= Limit;

    /// <summary>The id of a style, made when it is new.</summary>
    public ushort Intern(Style style)
    {
        var key = style.Key;
        if (key == _lastKey)
        {
            return _lastId;
        }

        if (!_ids.TryGetValue(key, out var id))
        {
            // The few styles without colours always find room: the table keeps a reserve for them.
            if (IsFull && (style.Foreground is not null || style.Background is not null))
            {
                return Intern(new Style(null, null, style.Attributes));
            }

            id = Add(style);
        }

        (_lastKey, _lastId) = (key, id);
        return id;
    }

    /// <summary>The id that an empty cell of this style has: ink that nobody sees makes no difference.</summary>
    internal ushort BlankOf(ushort id) => _entries[id].Blank;

    internal SgrState Resolve(int id, ColorDepth depth) => _entries[id].At(depth);

    internal void Clear()
    {
        _entries.Clear();
        _ids.Clear();
        Add(Style.Default);
        (_lastKey, _lastId) = (0, 0);
    }

    private ushort Add(Style style)
    {
        var id = (ushort)_entries.Count;
        var blank = style.ForBlank();
        _ids.Add(style.Key, id);
        _entries.Add(new Entry(style, id, ColorLadder.Resolve(style, ColorDepth.Mono), ColorLadder.Resolve(style, ColorDepth.Ansi16), ColorLadder.Resolve(style, ColorDepth.Ansi256), ColorLadder.Resolve(style, ColorDepth.TrueColor)));
        if (blank != style)
        {
            _entries[id] = _entries[id] with { Blank = Intern(blank) };
        }

        return id;
    }

    private readonly record struct Entry(Style Style, ushort Blank, SgrState Mono, SgrState Ansi16, SgrState Ansi256, SgrState TrueColor)
    {
        public SgrState At(ColorDepth depth) => depth switch
        {
            ColorDepth.Mono => Mono,
            ColorDepth.Ansi16 => Ansi16,
            ColorDepth.Ansi256 => Ansi256,
            ColorDepth.TrueColor => TrueColor,
        };
    }
}
