using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>The way from the first screen to this one. When it is too long the beginning is left out: where one is matters most.</summary>
public static class Crumbs
{
    public static void Draw(Frame frame, Theme theme, IReadOnlyList<string> crumbs)
    {
        const string Cut = "… ";
        var first = FirstThatFits(crumbs, frame.Width);
        var x = first > 0 ? frame.Write(0, 0, Cut, theme.Style(Role.Muted)) : 0;
        for (var i = first; i < crumbs.Count; i++)
        {
            var here = i == crumbs.Count - 1;
            var style = theme.Style(here ? Role.CrumbHere : Role.Crumb);
            x += frame.Write(x, 0, " ", style);
            x += frame.WriteField(x, 0, frame.Width - x - 1, crumbs[i], style);
            x += frame.Write(x, 0, " ", style);
            x += here ? 0 : frame.Write(x, 0, theme.Glyph(Role.Crumb), theme.Style(Role.Muted));
        }
    }

    private static int FirstThatFits(IReadOnlyList<string> crumbs, int width)
    {
        const int CutWidth = 2;
        var total = 0;
        for (var i = crumbs.Count - 1; i >= 0; i--)
        {
            total += TextWidth.Of(crumbs[i]) + 3;
            if (total - 1 + (i > 0 ? CutWidth : 0) > width)
            {
                return Math.Min(i + 1, crumbs.Count - 1);
            }
        }

        return 0;
    }
}
