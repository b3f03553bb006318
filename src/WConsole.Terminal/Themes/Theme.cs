using System.Collections.Immutable;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>A look for every role. Made by <see cref="ThemeResolver"/> from theme files; <see cref="Plain"/> is what is always there.</summary>
public sealed record Theme
{
    private readonly ImmutableArray<RoleStyle> _roles;

    internal Theme(string name, ImmutableArray<RoleStyle> roles, Drawing drawing = Drawing.Lines) => (Name, _roles, Drawing) = (name, roles, drawing);

    /// <summary>No colours at all: attributes and glyphs only. The ground that every other theme stands on.</summary>
    public static Theme Plain { get; } = PlainTheme.Create();

    public string Name { get; }

    /// <summary>What a canvas of this theme draws with.</summary>
    public Drawing Drawing { get; }

    public RoleStyle this[Role role] => _roles[(int)role];

    public Style Style(Role role) => _roles[(int)role].Style;

    public string Glyph(Role role) => _roles[(int)role].Glyph;

    /// <summary>What a sentence of this role begins with: its glyph, or, where the screen is read out, the word for it.</summary>
    public string Lead(Role role) => Drawing != Drawing.Words ? $"{Glyph(role)} " : role switch
    {
        Role.Warn or Role.FlashWarn => "warning: ",
        Role.Error or Role.Failed or Role.FlashError => "error: ",
        Role.Danger => "danger: ",
        _ => "",
    };

    /// <summary>This theme for a terminal of so many colours: without any, the attributes of <see cref="Plain"/> take over what the colours said, so that the selected row stays visible.</summary>
    public Theme At(ColorDepth depth) => depth != ColorDepth.Mono
        ? this
        : new Theme(Name, [.. _roles.Select((own, i) => own with { Style = own.Style.With(Plain._roles[i].Style.Attributes) })], Drawing);
}
