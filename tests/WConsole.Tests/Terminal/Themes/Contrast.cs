using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Themes;

/// <summary>How well colours can be told apart: the contrast of WCAG 2, and what eyes without red or green cones see (Machado, Oliveira and Fernandes, 2009).</summary>
internal static class Contrast
{
    private static readonly double[][] NoGreen = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    private static readonly double[][] NoRed = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];

    /// <summary>1 (the same) to 21 (black on white).</summary>
    public static double Ratio(Rgb a, Rgb b)
    {
        var (x, y) = (Light(a), Light(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    /// <summary>The distance in CIELAB that such eyes see; about 2 can just be told, 20 at a glance.</summary>
    public static double Seen(Rgb a, Rgb b, bool green)
    {
        var (x, y) = (Lab(Cones(a, green ? NoGreen : NoRed)), Lab(Cones(b, green ? NoGreen : NoRed)));
        return Math.Sqrt(x.Zip(y, (p, q) => (p - q) * (p - q)).Sum());
    }

    private static double[] Cones(Rgb c, double[][] eyes)
    {
        double[] linear = [Linear(c.R), Linear(c.G), Linear(c.B)];
        return [.. eyes.Select(row => Math.Clamp(row.Zip(linear, (m, v) => m * v).Sum(), 0, 1))];
    }

    private static double[] Lab(double[] rgb)
    {
        var x = Root(((0.4124 * rgb[0]) + (0.3576 * rgb[1]) + (0.1805 * rgb[2])) / 0.9505);
        var y = Root((0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]));
        var z = Root(((0.0193 * rgb[0]) + (0.1192 * rgb[1]) + (0.9505 * rgb[2])) / 1.089);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Root(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);

    private static double Light(Rgb c) => (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
