using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal;

/// <summary>Draws on a canvas of its own and gives the picture as text.</summary>
internal static class Picture
{
    public static string Of(int width, int height, Action<Frame> draw) => Canvas(width, height, draw).ToText();

    public static Canvas Canvas(int width, int height, Action<Frame> draw)
    {
        var canvas = new Canvas(width, height);
        draw(canvas.Frame);
        return canvas;
    }
}
