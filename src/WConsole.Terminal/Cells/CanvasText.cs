using System.Text;

namespace WConsole.Terminal.Cells;

/// <summary>A canvas as lines of text.</summary>
internal static class CanvasText
{
    public static string ToText(Canvas canvas)
    {
        var text = new StringBuilder();
        for (var y = 0; y < canvas.Height; y++)
        {
            var start = text.Length;
            foreach (var cell in canvas.Row(y))
            {
                Append(text, canvas, cell);
            }

            TrimEnd(text, start);
            if (y < canvas.Height - 1)
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    public static string ToAnsi(Canvas canvas, ColorDepth depth)
    {
        var text = new StringBuilder();
        var sgr = new ByteSink();
        for (var y = 0; y < canvas.Height; y++)
        {
            var pen = SgrState.Default;
            foreach (var cell in canvas.Row(y))
            {
                if (cell.IsHalf)
                {
                    continue;
                }

                var next = canvas.Styles.Resolve(cell.Style, depth);
                if (next != pen)
                {
                    sgr.Clear();
                    Sgr.Write(sgr, pen, next);
                    text.Append(Encoding.ASCII.GetString(sgr.Written.Span));
                    pen = next;
                }

                Append(text, canvas, cell);
            }

            text.Append(pen == SgrState.Default ? "\n" : "\e[0m\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Canvas canvas, Cell cell)
    {
        if (cell.IsHalf)
        {
            return;
        }

        if (cell.Symbol < 0)
        {
            text.Append(canvas.Clusters[~cell.Symbol].Text);
        }
        else
        {
            text.Append(new Rune(cell.Symbol).ToString());
        }
    }

    private static void TrimEnd(StringBuilder text, int start)
    {
        while (text.Length > start && text[^1] == ' ')
        {
            text.Length--;
        }
    }
}
