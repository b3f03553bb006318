using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>How a whole row looks: its tone, and whether it is marked.</summary>
public readonly record struct RowLook(Role Role = Role.Text, bool Marked = false);
