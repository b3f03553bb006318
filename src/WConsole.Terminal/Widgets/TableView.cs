using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>What drawing a table came to: the viewport to keep, the rows that were seen, and where they are on the canvas.</summary>
public readonly record struct TableView(Viewport Viewport, int Count, Rect Body)
{
    /// <summary>The selected row and how many there are: <c>12/300</c>.</summary>
    public string Position => Count == 0 ? "0/0" : $"{Viewport.Selected + 1}/{Count}";

    /// <summary>The row at a place on the canvas, or -1.</summary>
    public int RowAt(int x, int y)
    {
        var row = Viewport.Top + y - Body.Y;
        return Body.Contains(x, y) && row < Count ? row : -1;
    }
}
