using System.Globalization;
using WConsole.Terminal.Input;

namespace WConsole.Terminal.Screen;

/// <summary>Reads the terminal's answer about its background.</summary>
public static class BackgroundColor
{
    /// <summary>True: a light background; false: a dark one; null: this is no such answer.</summary>
    public static bool? IsLight(InputEvent.Reply reply)
    {
        const string Start = "11;rgb:";
        if (reply.Kind != ReplyKind.OperatingSystem || !reply.Parameters.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = reply.Parameters[Start.Length..].Split('/');
        return parts.Length == 3 && Share(parts[0]) is { } red && Share(parts[1]) is { } green && Share(parts[2]) is { } blue
            ? (0.299 * red) + (0.587 * green) + (0.114 * blue) > 0.5
            : null;
    }

    // One to four hexadecimal digits, each count with its own maximum.
    private static double? Share(string hex) =>
        hex.Length is >= 1 and <= 4 && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value / (double)((1 << (4 * hex.Length)) - 1)
            : null;
}
