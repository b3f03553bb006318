namespace WConsole.Terminal.Cells;

/// <summary>
/// One character as people see it, made safe to draw. Text is empty when Rune says it all. Length is what it took from the source, in chars;
/// Reach is how many cells a terminal that does not join the cluster may draw on, 0 when terminals agree on the width.
/// </summary>
internal readonly ref struct Cluster(int rune, int width, int length, ReadOnlySpan<char> text = default, int reach = 0)
{
    public int Rune { get; } = rune;

    public int Width { get; } = width;

    public int Length { get; } = length;

    public ReadOnlySpan<char> Text { get; } = text;

    public int Reach { get; } = reach;
}
