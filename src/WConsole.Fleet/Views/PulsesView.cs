using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Views;

/// <summary>One plot: its values by column, the newest last; NaN where nothing is known.</summary>
/// <param name="Top">The value that fills the plot's height.</param>
/// <param name="Newest">The newest value as text, "?" when not known.</param>
public sealed record PulsePlot(string Title, ImmutableArray<double> Values, double Top, string Newest);

/// <summary>Throughput, backlog and saturation over time, from the samples of the snapshot. Pure.</summary>
public static class PulsesView
{
    /// <summary>The three plots, so many columns wide, each column as long as the samples' distance.</summary>
    /// <param name="every">Time that one column stands for.</param>
    public static ImmutableArray<PulsePlot> Of(IReadOnlyList<Pulse> samples, int columns, TimeSpan every, TimeSpan now) =>
    [
        Plot("throughput, task runs started per second", samples, columns, every, now, p => p.Started, null, "0.0"),
        Plot("backlog, messages waiting in all queues", samples, columns, every, now, p => p.Waiting, null, "0"),
        Plot("saturation, busy slots of all in percent", samples, columns, every, now, p => p.Saturation * 100, 100, "0"),
    ];

    /// <summary>One row of a plot that is several rows high: what of each value lies in it, 0 to 1; NaN where nothing is to be drawn.</summary>
    /// <param name="row">0 is the lowest.</param>
    public static double[] Row(PulsePlot plot, int row, int rows)
    {
        var step = plot.Top / rows;
        return [.. plot.Values.Select(v => double.IsNaN(v) || (row > 0 && v <= row * step) ? double.NaN : Math.Clamp((v - (row * step)) / step, 0, 1))];
    }

    // Samples are not evenly spaced: none is taken while nobody looks and nothing changes. A column without one keeps the last value, as nothing was seen to change.
    private static PulsePlot Plot(string title, IReadOnlyList<Pulse> samples, int columns, TimeSpan every, TimeSpan now, Func<Pulse, double?> of, double? top, string format)
    {
        var values = new double[Math.Max(0, columns)];
        Array.Fill(values, double.NaN);
        var next = 0;
        var last = double.NaN;
        for (var column = 0; column < values.Length; column++)
        {
            var end = now - (every * (values.Length - 1 - column));
            while (next < samples.Count && samples[next].At <= end)
            {
                last = of(samples[next++]) ?? double.NaN;
            }

            values[column] = last;
        }

        var highest = values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Max();
        var newest = samples.Count > 0 && of(samples[^1]) is { } value ? value.ToString(format, CultureInfo.InvariantCulture) : "?";
        return new PulsePlot(title, [.. values], top ?? Math.Max(1, highest), newest);
    }
}
