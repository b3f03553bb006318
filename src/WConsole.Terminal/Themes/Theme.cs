using System.Collections.Immutable;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>A look for every role. Made by <see cref="ThemeResolver"/> from theme files; <see cref="Plain"/> is what is always there.</summary>
public sealed record Theme
{
    private readonly ImmutableArray<RoleStyle> _roles;

    internal Theme(string name, ImmutableArray<RoleStyle> roles) => (Name, _roles) = (name, roles);

    /// <summary>No colours at all: attributes and glyphs only. The ground that every other theme stands on.</summary>
    public static Theme Plain { get; } = PlainTheme.Create();

    public string Name { get; }

    public RoleStyle this[Role role] => _roles[(int)role];

    public Style Style(Role role) => _roles[(int)role].Style;

    public string Glyph(Role role) => _roles[(int)role].Glyph;

    /// <summary>This theme for a terminal of so many colours: without any, the attributes of <see cref="Plain"/> take over what the colours said, so that the selected row stays visible.</summary>
    public Theme At(ColorDepth depth) => depth != ColorDepth.Mono
        ? this
        : new Theme(Name, [.. _roles.Select((own, i) => own with { Style = own.Style.With(Plain._roles[i].Style.Attributes) })]);
}
