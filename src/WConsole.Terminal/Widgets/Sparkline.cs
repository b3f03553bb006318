using System.Globalization;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>The latest values as a row of little bars, the newest at the right. NaN is a gap: not known is not zero. In words: the newest value.</summary>
public static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const string AsciiBars = "_.-:=+*#";

    /// <summary>Draws in the frame's first row; a maximum of 0 or less is taken from the values seen.</summary>
    public static void Draw(Frame frame, ReadOnlySpan<double> values, Style style, double maximum = 0)
    {
        if (frame.Drawing == Drawing.Words)
        {
            var last = values.IsEmpty || double.IsNaN(values[^1]) ? "?" : string.Create(CultureInfo.InvariantCulture, $"{values[^1]:0.##}");
            frame.WriteField(0, 0, frame.Width, last, style, Alignment.Right);
            return;
        }

        var bars = frame.Drawing == Drawing.Ascii ? AsciiBars : Bars;
        var seen = values.Length > frame.Width ? values[^frame.Width..] : values;
        var top = maximum > 0 ? maximum : Largest(seen);
        var x = frame.Width - seen.Length;
        foreach (var value in seen)
        {
            if (!double.IsNaN(value))
            {
                var level = top > 0 ? (int)Math.Ceiling(Math.Clamp(value / top, 0, 1) * Bars.Length) - 1 : 0;
                frame.Write(x, 0, bars.AsSpan(Math.Max(0, level), 1), style);
            }

            x++;
        }
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = value > largest ? value : largest;
        }

        return largest;
    }
}
