using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Screen;

/// <summary>
/// What the environment says about the terminal. <paramref name="CanShowScreens"/> is false where no cursor can be moved;
/// <paramref name="IsLinuxConsole"/> stands for the kernel's own console, which knows little beyond colours.
/// </summary>
public sealed record TerminalCapabilities(ColorDepth Depth, bool CanShowScreens, bool IsLinuxConsole)
{
    /// <summary>The variable that overrides all other signs of colour depth: none, 16, 256 or truecolor.</summary>
    public const string ColorVariable = "WCONSOLE_COLOR";

    private static readonly string[] Palettes = ["xterm", "screen", "tmux", "rxvt", "vte", "konsole", "alacritty", "foot", "kitty", "wezterm", "ghostty"];

    /// <summary>Reads TERM, COLORTERM, NO_COLOR and WCONSOLE_COLOR through <paramref name="variable"/>.</summary>
    public static TerminalCapabilities From(Func<string, string?> variable)
    {
        var term = variable("TERM") ?? "";
        return new TerminalCapabilities(DepthOf(variable, term), term is not ("" or "dumb"), term == "linux");
    }

    private static ColorDepth DepthOf(Func<string, string?> variable, string term)
    {
        switch (variable(ColorVariable)?.ToLowerInvariant())
        {
            case "none" or "mono" or "off" or "never" or "0":
                return ColorDepth.Mono;
            case "16" or "ansi":
                return ColorDepth.Ansi16;
            case "256":
                return ColorDepth.Ansi256;
            case "truecolor" or "24bit":
                return ColorDepth.TrueColor;
        }

        // no-color.org: any value but the empty one.
        if (!string.IsNullOrEmpty(variable("NO_COLOR")) || term is "" or "dumb" || term.StartsWith("vt", StringComparison.Ordinal))
        {
            return ColorDepth.Mono;
        }

        if (variable("COLORTERM") is "truecolor" or "24bit" || term.EndsWith("-direct", StringComparison.Ordinal))
        {
            return ColorDepth.TrueColor;
        }

        return term.EndsWith("256color", StringComparison.Ordinal) || Array.Exists(Palettes, p => term.StartsWith(p, StringComparison.Ordinal))
            ? ColorDepth.Ansi256
            : ColorDepth.Ansi16;
    }
}
