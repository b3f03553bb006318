namespace WConsole.Terminal.Cells;

/// <summary>A colour as its author means it, 0–255 a channel. What a terminal with fewer colours shows instead is <see cref="ColorLadder"/>'s work.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    internal int Packed => (R << 16) | (G << 8) | B;

    /// <summary>How bright the eye finds it, 0–255 (ITU-R BT.601 weights).</summary>
    internal int Luma => ((299 * R) + (587 * G) + (114 * B)) / 1000;

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
