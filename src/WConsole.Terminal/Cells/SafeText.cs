using System.Text;

namespace WConsole.Terminal.Cells;

/// <summary>Text from outside as it would be drawn, for output that is no frame: control characters as their pictures, nothing that can move a cursor or reorder a line.</summary>
public static class SafeText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        var reader = new ClusterReader(text);
        while (reader.Next(out var cluster))
        {
            if (cluster.Text.IsEmpty)
            {
                safe.Append(new Rune(cluster.Rune).ToString());
            }
            else
            {
                safe.Append(cluster.Text);
            }
        }

        return safe.ToString();
    }
}
