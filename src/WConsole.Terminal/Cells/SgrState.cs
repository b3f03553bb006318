namespace WConsole.Terminal.Cells;

/// <summary>
/// The state of a terminal's pen at one colour depth. A colour is -1 for the terminal's own, 0–15 for the classic ones, <see cref="Indexed"/> plus 16–255, or <see cref="Direct"/> plus 0xRRGGBB.
/// </summary>
internal readonly record struct SgrState(int Foreground, int Background, TextAttributes Attributes)
{
    public const int Own = -1;
    public const int Indexed = 0x100;
    public const int Direct = 0x1000000;

    public static SgrState Default => new(Own, Own, TextAttributes.None);
}
