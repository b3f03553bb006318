namespace WConsole.Terminal.Widgets;

/// <summary>Some hundred kilobytes of lines, one behind the other.</summary>
internal sealed class LogPiece(int room)
{
    // Empty lines cost no text, but they cost too.
    private const int MostLines = 8192;

    private readonly byte[] _text = new byte[room];
    private readonly List<int> _starts = [];
    private readonly List<long> _ticks = [];
    private readonly List<byte> _sources = [];

    /// <summary>The number of its first line.</summary>
    public long First { get; private set; }

    public int Count => _starts.Count;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Text => _text.AsSpan(0, Length);

    /// <summary>How much text it could hold.</summary>
    public int Room => _text.Length;

    /// <summary>Forgets what it holds, and begins with this line.</summary>
    public LogPiece Begin(long first)
    {
        (First, Length) = (first, 0);
        _starts.Clear();
        _ticks.Clear();
        _sources.Clear();
        return this;
    }

    public bool HasRoom(int bytes) => Length + bytes <= _text.Length && Count < MostLines;

    public void Add(ReadOnlySpan<byte> line, long ticks, byte source)
    {
        _sources.Add(source);
        _starts.Add(Length);
        _ticks.Add(ticks);
        line.CopyTo(_text.AsSpan(Length));
        Length += line.Length;
    }

    public ReadOnlySpan<byte> Line(int index) => _text.AsSpan(Start(index), Start(index + 1) - Start(index));

    public long Ticks(int index) => _ticks[index];

    public byte Source(int index) => _sources[index];

    /// <summary>Where a line begins; for the line after the last one, where that ends.</summary>
    public int Start(int index) => index < _starts.Count ? _starts[index] : Length;

    /// <summary>The line that holds a byte.</summary>
    public int LineAt(int offset)
    {
        var at = _starts.BinarySearch(offset);
        if (at < 0)
        {
            return ~at - 1;
        }

        // Empty lines begin where the next one does: the last of them holds the byte.
        while (at + 1 < _starts.Count && _starts[at + 1] == offset)
        {
            at++;
        }

        return at;
    }
}
