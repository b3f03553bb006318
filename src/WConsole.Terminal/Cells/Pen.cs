namespace WConsole.Terminal.Cells;

/// <summary>Where the terminal's cursor and colours are, and the shortest way from there to the next cell. A place of -1 is unknown.</summary>
internal sealed class Pen(ByteSink sink)
{
    // Enough for every pair that a screen uses; a hostile number of styles is written without memory.
    private const int MemoLimit = 16384;

    private readonly Dictionary<uint, byte[]> _transitions = [];
    private Canvas _canvas = new(0, 0);
    private ColorDepth _depth;
    private int _x = -1;
    private int _y = -1;
    private ushort _style;

    /// <summary>A fresh start: cursor anywhere, colours set back by the caller.</summary>
    public void Start(Canvas canvas, ColorDepth depth)
    {
        _canvas = canvas;
        _depth = depth;
        _transitions.Clear();
        _x = _y = -1;
        _style = 0;
    }

    public void MoveTo(int x, int y)
    {
        if (x == _x && y == _y)
        {
            return;
        }

        sink.Add("\e["u8);
        if (y == _y && _x >= 0)
        {
            var right = x - _x;
            // CUF for the distance or CHA for the column, whichever has fewer digits.
            if (right == 1)
            {
                sink.Add((byte)'C');
            }
            else
            {
                var forward = right > 0 && right <= x;
                if (x > 0)
                {
                    sink.AddNumber(forward ? right : x + 1);
                }

                sink.Add(forward ? (byte)'C' : (byte)'G');
            }
        }
        else
        {
            sink.AddNumber(y + 1);
            if (x > 0)
            {
                sink.Add((byte)';');
                sink.AddNumber(x + 1);
            }

            sink.Add((byte)'H');
        }

        (_x, _y) = (x, y);
    }

    /// <summary>Goes to a cell of a row; a short way over plain cells that show the right thing already is written again, since that is shorter than any sequence.</summary>
    public void MoveTo(int x, int y, ReadOnlySpan<Cell> row)
    {
        const int ShortestSequence = 3;
        if (y == _y && _x >= 0 && x > _x && x - _x <= ShortestSequence && IsPlain(row[_x..x]))
        {
            foreach (var cell in row[_x..x])
            {
                sink.Add((byte)cell.Symbol);
            }

            _x = x;
        }

        MoveTo(x, y);
    }

    /// <summary>Writes one character at a cell.</summary>
    public void Put(int x, int y, Cell cell, ReadOnlySpan<Cell> row)
    {
        MoveTo(x, y, row);
        Use(cell.Style);
        if (cell.Symbol >= 0)
        {
            sink.AddRune(cell.Symbol);
            Advance(x + cell.Width);
            return;
        }

        var cluster = _canvas.Clusters[~cell.Symbol];
        if (cluster.Reach == 0)
        {
            sink.Add(cluster.Utf8);
            Advance(x + cell.Width);
            return;
        }

        // Terminals disagree about how far this one goes: empty its cells first, and never trust the cursor after it.
        for (var i = 0; i < cell.Width; i++)
        {
            sink.Add((byte)' ');
        }

        _x = -1;
        MoveTo(x, y);
        if (x + cluster.Reach > row.Length)
        {
            sink.AddRune(cluster.BaseRune);
        }
        else
        {
            sink.Add(cluster.Utf8);
        }

        _x = _y = -1;
    }

    /// <summary>How many cells from its first one a character may have drawn on, in some terminal.</summary>
    public int ReachOf(Cell cell) => cell.Symbol >= 0 ? cell.Width : Math.Max(cell.Width, _canvas.Clusters[~cell.Symbol].Reach);

    public void EraseToEnd(int x, int y, ReadOnlySpan<Cell> row)
    {
        MoveTo(x, y, row);
        Use(0);
        sink.Add("\e[K"u8);
    }

    /// <summary>Moves rows by a scroll region, which is given back at once.</summary>
    public void Scroll(int top, int bottom, int lines)
    {
        // The lines that come in take the colour of the pen.
        Use(0);
        sink.Add("\e["u8);
        sink.AddNumber(top + 1);
        sink.Add((byte)';');
        sink.AddNumber(bottom);
        sink.Add("r\e["u8);
        sink.AddNumber(Math.Abs(lines));
        sink.Add(lines > 0 ? (byte)'S' : (byte)'T');
        sink.Add("\e[r"u8);
        _x = _y = -1;
    }

    private bool IsPlain(ReadOnlySpan<Cell> cells)
    {
        foreach (var cell in cells)
        {
            if (cell.Style != _style || cell.Width != 1 || cell.Symbol is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    // After the last column the cursor waits there for the next character: where it is, terminals tell differently.
    private void Advance(int x) => _x = x < _canvas.Width ? x : -1;

    private void Use(ushort style)
    {
        if (style == _style)
        {
            return;
        }

        var key = ((uint)_style << 16) | style;
        if (_transitions.TryGetValue(key, out var bytes))
        {
            sink.Add(bytes);
        }
        else
        {
            var start = sink.Length;
            Sgr.Write(sink, _canvas.Styles.Resolve(_style, _depth), _canvas.Styles.Resolve(style, _depth));
            if (_transitions.Count < MemoLimit)
            {
                _transitions.Add(key, sink.Written.Span[start..].ToArray());
            }
        }

        _style = style;
    }
}
