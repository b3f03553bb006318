using System.Globalization;

namespace WConsole.Settings;

/// <summary>Spans as people type them: <c>15s</c>, <c>2m</c>, <c>1h</c>, <c>500ms</c>; a bare number is seconds.</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Null when it is none, or not above zero, or over a week.</summary>
    public static TimeSpan? Parse(string text)
    {
        var (unit, factor) = Units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && n * factor is > 0 and <= 7 * 86400
            ? TimeSpan.FromSeconds(n * factor)
            : null;
    }

    /// <summary>In the largest unit that gives a whole number: <c>90s</c>, <c>2m</c>, <c>1500ms</c>.</summary>
    public static string Of(TimeSpan span)
    {
        foreach (var (unit, seconds) in Units.Reverse())
        {
            var n = span.TotalSeconds / seconds;
            if (n >= 1 && Math.Abs(n - Math.Round(n)) < 1e-9)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(n)}{unit}");
            }
        }

        return span == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds}ms");
    }
}
