using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>How a role looks. The glyph says it too, so that colour is never the only signal.</summary>
public readonly record struct RoleStyle(Style Style, string Glyph);
