using System.Globalization;

namespace WConsole.Settings.Groups;

/// <summary>systemd's spans of time: <c>90</c>, <c>1min 30s</c>, <c>100ms</c>, <c>infinity</c>.</summary>
internal static class SystemdSpan
{
    private static readonly (string[] Words, double Seconds)[] Units =
    [
        (["ms", "msec"], 0.001), (["s", "sec", "second", "seconds", ""], 1), (["m", "min", "minute", "minutes"], 60), (["h", "hr", "hour", "hours"], 3600), (["d", "day", "days"], 86400),
    ];

    // As good as for ever, and still a number that can be added to a clock.
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    /// <returns>Null when there is none, or none that can be read.</returns>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text == "infinity")
        {
            return Forever;
        }

        var (sum, at) = (0d, 0);
        while (at < text.Length)
        {
            var digits = at;
            while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
            {
                digits++;
            }

            var unit = digits;
            while (unit < text.Length && char.IsAsciiLetter(text[unit]))
            {
                unit++;
            }

            if (!double.TryParse(text[at..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) || Units.FirstOrDefault(u => u.Words.Contains(text[digits..unit])) is not { Words: not null } known)
            {
                return null;
            }

            sum += n * known.Seconds;
            at = unit;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }

        return sum > Forever.TotalSeconds ? Forever : TimeSpan.FromSeconds(sum);
    }
}
