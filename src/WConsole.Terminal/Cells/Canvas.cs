namespace WConsole.Terminal.Cells;

/// <summary>
/// A grid of cells that widgets draw on and <see cref="FrameEncoder"/> turns into bytes. Always sound: every wide character has its other half.
/// Draw a frame by <see cref="Clear"/> and then writing through <see cref="Frame"/>. Owned by one thread.
/// </summary>
public sealed class Canvas
{
    private Cell[] _cells = [];

    public Canvas(int width, int height) => Resize(width, height);

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Where the terminal's cursor is to stand; null hides it.</summary>
    public (int X, int Y)? Cursor { get; private set; }

    /// <summary>What frames, bars and signs are made of.</summary>
    public Drawing Drawing { get; set; }

    public StyleTable Styles { get; } = new();

    /// <summary>The whole canvas as a place to draw on.</summary>
    public Frame Frame => new(this, new Rect(0, 0, Width, Height));

    internal ClusterTable Clusters { get; } = new();

    /// <summary>Counts how often the tables were emptied: ids of another generation mean nothing.</summary>
    internal int Generation { get; private set; }

    /// <summary>Another size; everything on it is gone.</summary>
    public void Resize(int width, int height)
    {
        Width = Math.Max(0, width);
        Height = Math.Max(0, height);
        _cells = new Cell[Width * Height];
        Clear(Style.Default);
    }

    /// <summary>Fills it with spaces and hides the cursor: the start of a frame.</summary>
    public void Clear(Style style)
    {
        if (Styles.IsFull || Clusters.IsFull)
        {
            Styles.Clear();
            Clusters.Clear();
            Generation++;
        }

        Array.Fill(_cells, new Cell(' ', Styles.BlankOf(Styles.Intern(style)), 1));
        Cursor = null;
    }

    /// <summary>The picture as lines of text without trailing spaces, for tests and for copying.</summary>
    public string ToText() => CanvasText.ToText(this);

    /// <summary>The picture as lines of text with its colours as SGR sequences.</summary>
    public string ToAnsi(ColorDepth depth = ColorDepth.TrueColor) => CanvasText.ToAnsi(this, depth);

    internal ReadOnlySpan<Cell> Row(int y) => _cells.AsSpan(y * Width, Width);

    internal void SetCursor(int x, int y) => Cursor = (x, y);

    /// <summary>Puts one character; the caller has checked that it lies on the canvas as a whole.</summary>
    internal void Put(int x, int y, int symbol, int width, ushort style)
    {
        var row = _cells.AsSpan(y * Width, Width);
        // Whoever loses one half of a wide character loses the other too.
        if (row[x].IsHalf)
        {
            row[x - 1] = new Cell(' ', Styles.BlankOf(row[x - 1].Style), 1);
        }

        var end = x + width;
        if (end < row.Length && row[end].IsHalf)
        {
            row[end] = new Cell(' ', Styles.BlankOf(row[end].Style), 1);
        }

        row[x] = new Cell(symbol, symbol == ' ' ? Styles.BlankOf(style) : style, (byte)width);
        if (width == 2)
        {
            row[x + 1] = new Cell(0, style, 0);
        }
    }
}
