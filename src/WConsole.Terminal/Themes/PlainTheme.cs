using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>Attributes and a glyph for every role.</summary>
internal static class PlainTheme
{
    public static Theme Create() => new("plain", [.. Enum.GetValues<Role>().Select(Look)]);

    private static RoleStyle Look(Role role)
    {
        var (attributes, glyph) = Words(role);
        return new RoleStyle(new Style(null, null, attributes), glyph);
    }

    private static (TextAttributes Attributes, string Glyph) Words(Role role) => role switch
    {
        Role.Text => (TextAttributes.None, " "),
        Role.Muted => (TextAttributes.Dim, "·"),
        Role.Accent => (TextAttributes.Bold, "›"),
        Role.Ok => (TextAttributes.None, "●"),
        Role.Busy => (TextAttributes.None, "◆"),
        Role.Warn => (TextAttributes.Bold, "!"),
        Role.Error => (TextAttributes.Bold, "✗"),
        Role.Failed => (TextAttributes.Bold, "✗"),
        Role.Lost => (TextAttributes.Bold, "?"),
        Role.Late => (TextAttributes.Bold, "◔"),
        Role.Mute => (TextAttributes.Bold, "○"),
        Role.Deaf => (TextAttributes.Bold, "◇"),
        Role.Stale => (TextAttributes.Dim | TextAttributes.Italic, "~"),
        Role.Starting => (TextAttributes.None, "▲"),
        Role.Waiting => (TextAttributes.None, "↻"),
        Role.Draining => (TextAttributes.None, "▽"),
        Role.Stopping => (TextAttributes.None, "▼"),
        Role.Stopped => (TextAttributes.Dim, "■"),
        Role.Danger => (TextAttributes.Bold | TextAttributes.Reverse, "!"),
        Role.Selected => (TextAttributes.Reverse, "▶"),
        Role.Marked => (TextAttributes.Bold | TextAttributes.Underline, "✓"),
        Role.Focus => (TextAttributes.Bold | TextAttributes.Reverse, "▶"),
        Role.Frame => (TextAttributes.Dim, "│"),
        Role.Title => (TextAttributes.Bold, "›"),
        Role.Crumb => (TextAttributes.None, "›"),
        Role.CrumbHere => (TextAttributes.Bold | TextAttributes.Reverse, "›"),
        Role.Header => (TextAttributes.Bold | TextAttributes.Underline, "↑"),
        Role.Key => (TextAttributes.Bold, "›"),
        Role.KeyText => (TextAttributes.None, "›"),
        Role.Prompt => (TextAttributes.Bold, "❯"),
        Role.Ghost => (TextAttributes.Dim, "·"),
        Role.Match => (TextAttributes.Underline, "•"),
        Role.Production => (TextAttributes.Bold | TextAttributes.Reverse, "!"),
        Role.FlashInfo => (TextAttributes.None, "i"),
        Role.FlashWarn => (TextAttributes.Bold, "!"),
        Role.FlashError => (TextAttributes.Bold | TextAttributes.Reverse, "✗"),
        Role.Chart1 => (TextAttributes.None, "█"),
        Role.Chart2 => (TextAttributes.Dim, "▓"),
        Role.Chart3 => (TextAttributes.Bold, "▒"),
        Role.Chart4 => (TextAttributes.None, "░"),
        Role.Chart5 => (TextAttributes.None, "◆"),
        Role.Chart6 => (TextAttributes.None, "○"),
        Role.Chart7 => (TextAttributes.None, "×"),
        Role.Chart8 => (TextAttributes.None, "+"),
    };
}
