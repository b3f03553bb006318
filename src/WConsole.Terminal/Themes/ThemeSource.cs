namespace WConsole.Terminal.Themes;

/// <summary>A theme file as read: colour names of its own, and for each role its words (see <see cref="RoleSpec"/>). Inherits: the theme that fills what this one leaves out.</summary>
public sealed record ThemeSource(string Name, string? Inherits, IReadOnlyDictionary<string, string> Palette, IReadOnlyDictionary<string, string> Roles);
