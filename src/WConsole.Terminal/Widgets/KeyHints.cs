using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>One line of keys. What does not fit is left out as a whole, from the right: half a hint helps nobody.</summary>
public static class KeyHints
{
    /// <returns>Where on the canvas each hint stands, for the mouse; those left out have no place.</returns>
    public static ImmutableArray<Rect> Draw(Frame frame, Theme theme, ReadOnlySpan<KeyHint> hints)
    {
        var places = ImmutableArray.CreateBuilder<Rect>(hints.Length);
        var x = 1;
        foreach (var hint in hints)
        {
            var cells = TextWidth.Of(hint.Key) + 1 + TextWidth.Of(hint.Text);
            if (x + cells > frame.Width)
            {
                break;
            }

            places.Add(new Rect(frame.OnCanvas.X + x, frame.OnCanvas.Y, cells, 1));
            x += frame.Write(x, 0, hint.Key, theme.Style(hint.Danger ? Role.Danger : Role.Key)) + 1;
            x += frame.Write(x, 0, hint.Text, theme.Style(Role.KeyText)) + 2;
        }

        return places.ToImmutable();
    }
}
