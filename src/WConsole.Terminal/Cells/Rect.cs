namespace WConsole.Terminal.Cells;

/// <summary>A rectangle of cells. The right and bottom edges are outside; a negative size counts as none.</summary>
public readonly record struct Rect(int X, int Y, int Width, int Height)
{
    public int Right => X + Math.Max(0, Width);

    public int Bottom => Y + Math.Max(0, Height);

    public bool IsEmpty => Width <= 0 || Height <= 0;

    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;

    /// <summary>The part that both have; empty when they do not touch.</summary>
    public Rect Intersect(Rect other)
    {
        var x = Math.Max(X, other.X);
        var y = Math.Max(Y, other.Y);
        return new Rect(x, y, Math.Max(0, Math.Min(Right, other.Right) - x), Math.Max(0, Math.Min(Bottom, other.Bottom) - y));
    }

    /// <summary>Smaller by this much on each side.</summary>
    public Rect Inset(int horizontal, int vertical) =>
        new(X + horizontal, Y + vertical, Math.Max(0, Width - (2 * horizontal)), Math.Max(0, Height - (2 * vertical)));

    /// <summary>A rectangle of this size, at most as large as this one, in its middle.</summary>
    public Rect Center(int width, int height)
    {
        var w = Math.Clamp(width, 0, Math.Max(0, Width));
        var h = Math.Clamp(height, 0, Math.Max(0, Height));
        return new Rect(X + ((Width - w) / 2), Y + ((Height - h) / 2), w, h);
    }
}
