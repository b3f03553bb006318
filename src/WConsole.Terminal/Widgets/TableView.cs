using System.Collections.Immutable;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>What drawing a table came to: the viewport to keep, the rows that were seen, and where they are on the canvas.</summary>
public readonly record struct TableView(Viewport Viewport, int Count, Rect Body)
{
    /// <summary>Where the columns' heads are on the canvas; an empty place for a column that is not shown. Default before the first drawing.</summary>
    public ImmutableArray<Rect> Heads { get; init; }

    /// <summary>The column whose head is at a place on the canvas, or -1.</summary>
    public int HeadAt(int x, int y)
    {
        for (var i = 0; !Heads.IsDefault && i < Heads.Length; i++)
        {
            if (Heads[i].Contains(x, y))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The selected row and how many there are: <c>12/300</c>.</summary>
    public string Position => Count == 0 ? "0/0" : $"{Viewport.Selected + 1}/{Count}";

    /// <summary>The row at a place on the canvas, or -1.</summary>
    public int RowAt(int x, int y)
    {
        var row = Viewport.Top + y - Body.Y;
        return Body.Contains(x, y) && row < Count ? row : -1;
    }
}
