using System.Collections.Immutable;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Widgets;

/// <summary>What drawing a dialog came to: its place on the canvas, the scroll position that was possible, the height of the body and the lines it has, and where the buttons are.</summary>
public sealed record DialogView(Rect Area, int Scroll, int BodyHeight, int Lines, ImmutableArray<Rect> Buttons)
{
    /// <summary>The button at a place on the canvas, or -1.</summary>
    public int ButtonAt(int x, int y)
    {
        for (var i = 0; i < Buttons.Length; i++)
        {
            if (Buttons[i].Contains(x, y))
            {
                return i;
            }
        }

        return -1;
    }
}
