namespace WConsole.Terminal.Widgets;

/// <summary>SortColumn: which column's title carries the arrow, -1 for none. Focused: whether the selected row is shown as such. Empty: what is said when there are no rows.</summary>
public sealed record TableOptions(int SortColumn = -1, bool Descending = false, bool Focused = true, string Empty = "");
