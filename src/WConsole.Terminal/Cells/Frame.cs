namespace WConsole.Terminal.Cells;

/// <summary>
/// A rectangle of a canvas with its own origin. What is drawn outside of it is cut off, so a widget cannot touch its neighbours; text is made safe on its way in.
/// </summary>
public readonly struct Frame
{
    private readonly Canvas _canvas;
    private readonly Rect _area;
    private readonly Rect _clip;

    internal Frame(Canvas canvas, Rect area)
        : this(canvas, area, area)
    {
    }

    private Frame(Canvas canvas, Rect area, Rect clip)
    {
        _canvas = canvas;
        _area = area;
        _clip = clip;
    }

    public int Width => Math.Max(0, _area.Width);

    public int Height => Math.Max(0, _area.Height);

    /// <summary>This rectangle seen from inside: it begins at 0, 0.</summary>
    public Rect Bounds => new(0, 0, Width, Height);

    /// <summary>What pictures are to be made of here.</summary>
    public Drawing Drawing => _canvas.Drawing;

    /// <summary>Where it lies on the canvas, for what the mouse hits.</summary>
    public Rect OnCanvas => _area;

    /// <summary>A part of this frame with its own origin; it may hang over the edges, and is cut there.</summary>
    public Frame Slice(Rect part)
    {
        var area = part with { X = _area.X + part.X, Y = _area.Y + part.Y };
        return new Frame(_canvas, area, _clip.Intersect(area));
    }

    /// <summary>Writes one line of text from a cell on, cut at the frame's edges, and returns how many cells it took (also those cut off at the left).</summary>
    public int Write(int x, int y, ReadOnlySpan<char> text, Style style)
    {
        var line = _area.Y + y;
        var at = _area.X + x;
        if (line < _clip.Y || line >= _clip.Bottom || at >= _clip.Right)
        {
            return 0;
        }

        var id = _canvas.Styles.Intern(style);
        var reader = new ClusterReader(text);
        while (at < _clip.Right && reader.Next(out var cluster))
        {
            at += Place(at, line, cluster, id);
        }

        return Math.Min(at, _clip.Right) - _area.X - x;
    }

    /// <summary>Writes text into a field of so many cells: cut with an ellipsis when too long, aligned when shorter. Returns the cells of text; the rest of the field is left alone.</summary>
    public int WriteField(int x, int y, int width, ReadOnlySpan<char> text, Style style, Alignment alignment = Alignment.Left)
    {
        if (width <= 0)
        {
            return 0;
        }

        var (length, cells) = TextWidth.Fit(text, width);
        if (length == text.Length)
        {
            var indent = alignment switch { Alignment.Left => 0, Alignment.Center => (width - cells) / 2, Alignment.Right => width - cells };
            return Write(x + indent, y, text, style);
        }

        (length, cells) = TextWidth.Fit(text, width - 1);
        Write(x, y, text[..length], style);
        return cells + Write(x + cells, y, "…", style);
    }

    /// <summary>Fills a part with spaces of a style.</summary>
    public void Fill(Rect part, Style style) => Fill(part, ' ', style);

    /// <summary>Fills a part with one narrow character.</summary>
    public void Fill(Rect part, char symbol, Style style)
    {
        var target = (part with { X = _area.X + part.X, Y = _area.Y + part.Y }).Intersect(_clip);
        if (target.IsEmpty)
        {
            return;
        }

        var id = _canvas.Styles.Intern(style);
        var reader = new ClusterReader(new ReadOnlySpan<char>(in symbol));
        reader.Next(out var cluster);
        for (var y = target.Y; y < target.Bottom; y++)
        {
            for (var x = target.X; x < target.Right; x++)
            {
                Place(x, y, cluster, id);
            }
        }
    }

    /// <summary>Shows the terminal's cursor at this cell, when it lies inside.</summary>
    public void ShowCursor(int x, int y)
    {
        if (_clip.Contains(_area.X + x, _area.Y + y))
        {
            _canvas.SetCursor(_area.X + x, _area.Y + y);
        }
    }

    private int Place(int x, int y, in Cluster cluster, ushort style)
    {
        var inside = x >= _clip.X && x + cluster.Width <= _clip.Right;
        if (inside)
        {
            var (symbol, width) = Symbol(cluster);
            _canvas.Put(x, y, symbol, width, style);
            for (var pad = width; pad < cluster.Width; pad++)
            {
                _canvas.Put(x + pad, y, ' ', 1, style);
            }
        }
        else
        {
            // Half of a wide character cannot be drawn: the cell that is left of it is empty.
            for (var cell = Math.Max(x, _clip.X); cell < Math.Min(x + cluster.Width, _clip.Right); cell++)
            {
                _canvas.Put(cell, y, ' ', 1, style);
            }
        }

        return cluster.Width;
    }

    private (int Symbol, int Width) Symbol(in Cluster cluster)
    {
        switch (_canvas.Drawing)
        {
            case Drawing.Ascii:
                return (AsciiLikeness.Of(cluster.Rune), 1);
            case Drawing.Words when AsciiLikeness.Spoken(cluster.Rune) is { } sign:
                return (sign, 1);
        }

        if (cluster.Text.IsEmpty)
        {
            return (cluster.Rune, cluster.Width);
        }

        var id = _canvas.Clusters.Intern(cluster);
        return id < 0 ? (0xFFFD, 1) : (~id, cluster.Width);
    }
}
