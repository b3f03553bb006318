using WConsole.Terminal.Themes;

namespace WConsole.Tui;

/// <summary>The line that says what just happened.</summary>
/// <param name="Until">When it goes by itself.</param>
internal sealed record FlashLine(string Text, Role Role, TimeSpan Until)
{
    /// <summary>Good news may be missed, bad news not: it stays longer.</summary>
    public static FlashLine At(TimeSpan now, string text, Role role) =>
        new(text, role, now + TimeSpan.FromSeconds(role == Role.FlashInfo ? 8 : 20));
}
