namespace WConsole.Terminal.Themes;

/// <summary>A theme file as read: colour names of its own, and for each role its words (see <see cref="RoleSpec"/>). Inherits: the theme that fills what this one leaves out.</summary>
public sealed record ThemeSource(string Name, string? Inherits, IReadOnlyDictionary<string, string> Palette, IReadOnlyDictionary<string, string> Roles)
{
    /// <summary>What pictures are made of: <c>lines</c>, <c>ascii</c> or <c>words</c>; null: as inherited.</summary>
    public string? Drawing { get; init; }

    /// <summary>Only the sign of a role, its colours left as inherited; <c>none</c> is an empty cell.</summary>
    public IReadOnlyDictionary<string, string> Glyphs { get; init; } = new Dictionary<string, string>();
}
