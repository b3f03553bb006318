namespace WConsole.Terminal.Layout;

/// <summary>How much of a row or column of rectangles one of them takes: so many cells, so many percent of all, or a share of what is left.</summary>
public readonly record struct Size
{
    private Size(SizeKind kind, int value) => (Kind, Value) = (kind, Math.Max(0, value));

    internal SizeKind Kind { get; }

    internal int Value { get; }

    public static Size Fixed(int cells) => new(SizeKind.Fixed, cells);

    public static Size Percent(int percent) => new(SizeKind.Percent, percent);

    public static Size Fill(int weight = 1) => new(SizeKind.Fill, weight);
}

internal enum SizeKind
{
    Fixed,
    Percent,
    Fill,
}
