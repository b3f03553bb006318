namespace WConsole.Terminal.Cells;

/// <summary>What a colour becomes where fewer are to be had: 24 bit, then xterm's 256, then the classic 16, then none.</summary>
public static class ColorLadder
{
    private static readonly int[] Levels = [0, 95, 135, 175, 215, 255];

    // xterm's own values of the classic colours. The terminal's owner may have set others; hue and order are what we can count on.
    private static readonly Rgb[] Classic =
    [
        new(0, 0, 0), new(205, 0, 0), new(0, 205, 0), new(205, 205, 0), new(0, 0, 238), new(205, 0, 205), new(0, 205, 205), new(229, 229, 229),
        new(127, 127, 127), new(255, 0, 0), new(0, 255, 0), new(255, 255, 0), new(92, 92, 255), new(255, 0, 255), new(0, 255, 255), new(255, 255, 255),
    ];

    /// <summary>xterm's value of one of the classic colours, 0–15.</summary>
    public static Rgb ClassicColor(int index) => Classic[index];

    /// <summary>The nearest of xterm's colour cube and grey ramp, 16–255.</summary>
    public static int To256(Rgb color)
    {
        var (r, g, b) = (NearestLevel(color.R), NearestLevel(color.G), NearestLevel(color.B));
        var cube = new Rgb((byte)Levels[r], (byte)Levels[g], (byte)Levels[b]);
        var step = Math.Clamp((((color.R + color.G + color.B) / 3) - 3) / 10, 0, 23);
        var level = (byte)(8 + (10 * step));
        return Distance(color, new Rgb(level, level, level)) < Distance(color, cube) ? 232 + step : 16 + (36 * r) + (6 * g) + b;
    }

    /// <summary>The classic colour, 0–15, that says the same: hue first, since a nearest value would turn most tints grey.</summary>
    public static int To16(Rgb color)
    {
        var exact = Array.IndexOf(Classic, color);
        if (exact >= 0)
        {
            return exact;
        }

        var max = Math.Max(color.R, Math.Max(color.G, color.B));
        var min = Math.Min(color.R, Math.Min(color.G, color.B));
        // Near black, or a tint so pale that its hue hardly shows.
        if (max < 48 || (max - min) * 100 < max * 25)
        {
            return color.Luma switch { < 64 => 0, < 150 => 8, < 235 => 7, _ => 15 };
        }

        // Just under the middle, so that lilac keeps its red.
        var middle = min + ((max - min) * 48 / 100);
        var hue = (color.R > middle ? 1 : 0) | (color.G > middle ? 2 : 0) | (color.B > middle ? 4 : 0);
        return max > 210 && (min > 90 || max > 240) ? hue + 8 : hue;
    }

    internal static SgrState Resolve(Style style, ColorDepth depth)
    {
        var fore = Code(style.Foreground, depth);
        var back = Code(style.Background, depth);
        if (depth == ColorDepth.Ansi16 && style.Foreground != style.Background && IsHardToRead(fore, back))
        {
            fore = Classic[back].Luma > 110 ? 0 : 15;
        }

        return new SgrState(fore, back, style.Attributes);
    }

    private static int Code(Rgb? color, ColorDepth depth) => color is not { } c ? SgrState.Own : depth switch
    {
        ColorDepth.Mono => SgrState.Own,
        ColorDepth.Ansi16 => To16(c),
        ColorDepth.Ansi256 => SgrState.Indexed + To256(c),
        ColorDepth.TrueColor => SgrState.Direct + c.Packed,
    };

    // The classic colours differ from terminal to terminal, so a colour on a colour is left to nobody's luck.
    private static bool IsHardToRead(int fore, int back) => fore != SgrState.Own && back != SgrState.Own
        && (IsColorful(back) ? fore is not (0 or 15) : Math.Abs(Classic[fore].Luma - Classic[back].Luma) < 60);

    private static bool IsColorful(int classic) => classic is not (0 or 7 or 8 or 15);

    private static int NearestLevel(int value) => value switch { < 48 => 0, < 115 => 1, _ => (value - 35) / 40 };

    private static int Distance(Rgb a, Rgb b) => Square(a.R - b.R) + Square(a.G - b.G) + Square(a.B - b.B);

    private static int Square(int value) => value * value;
}
