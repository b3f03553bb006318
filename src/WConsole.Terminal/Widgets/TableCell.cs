using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>What stands in a cell. A role, when given, is laid over the row's.</summary>
public readonly record struct TableCell(string Text, Role? Role = null);
