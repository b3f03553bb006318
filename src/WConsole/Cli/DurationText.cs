using System.Globalization;

namespace WConsole.Cli;

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
}
