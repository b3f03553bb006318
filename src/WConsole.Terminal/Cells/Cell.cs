using System.Runtime.InteropServices;

namespace WConsole.Terminal.Cells;

/// <summary>
/// One place of the grid, eight bytes, so that rows compare as plain memory. A symbol that is not negative is a code point; a negative
/// one is the complement of an id in the <see cref="ClusterTable"/>. Width 2 leads a wide character, width 0 is its other half.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly record struct Cell(int Symbol, ushort Style, byte Width, byte Unused = 0)
{
    /// <summary>An empty cell in the terminal's own colours: what erasing leaves behind.</summary>
    public static Cell Blank => new(' ', 0, 1);

    /// <summary>What equals no cell that can be drawn: its place must be written again.</summary>
    public static Cell Unknown => new(' ', 0, 255);

    public bool IsHalf => Width == 0;
}
