using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>
/// A column of a table. Min and Max are cells; what is left over is shared by Weight among those below their Max. When the minima do not fit, the column with the highest
/// Priority number goes first (the rightmost of equals); 0 never goes.
/// </summary>
public readonly record struct TableColumn(string Title, int Min, int Max, int Weight = 1, int Priority = 0, Alignment Alignment = Alignment.Left);
