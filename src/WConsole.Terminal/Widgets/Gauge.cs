using System.Globalization;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>A bar that is filled by so much, in eighths of a cell; in words, the percentage. NaN leaves it empty: not known.</summary>
public static class Gauge
{
    private const string Eighths = "▏▎▍▌▋▊▉";

    /// <summary>Draws in the frame's first row; fraction 0–1.</summary>
    public static void Draw(Frame frame, double fraction, Style filled, Style track)
    {
        if (frame.Drawing == Drawing.Words)
        {
            var percent = double.IsNaN(fraction) ? "?" : string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(fraction, 0, 1) * 100:0}%");
            frame.WriteField(0, 0, frame.Width, percent, filled, Alignment.Right);
            return;
        }

        var eighths = double.IsNaN(fraction) ? 0 : (int)Math.Round(Math.Clamp(fraction, 0, 1) * frame.Width * 8);
        var (full, part) = (eighths / 8, eighths % 8);
        frame.Fill(new Rect(full, 0, frame.Width - full, 1), '─', track);
        frame.Fill(new Rect(0, 0, full, 1), '█', filled);
        // In ASCII there are no parts of a cell: half of one or more is one.
        if (frame.Drawing == Drawing.Ascii && part > 0)
        {
            frame.Write(full, 0, part >= 4 ? "#" : "-", part >= 4 ? filled : track);
        }
        else if (part > 0)
        {
            frame.Write(full, 0, Eighths.AsSpan(part - 1, 1), filled);
        }
    }
}
