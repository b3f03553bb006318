using System.Globalization;
using System.Text;
using WConsole.Cli.Output;

namespace WConsole.Cli;

/// <summary>What is under way, on stderr: one live block of lines on a terminal, else one line per change.</summary>
internal sealed class Progress(Streams streams)
{
    // A block higher than the screen could not be drawn over.
    private const int Most = 15;

    // Lines are cut at the edge instead of wrapped: only then is the block as many rows high as it has lines.
    private const string NoWrap = "\u001b[?7l";
    private const string Wrap = "\u001b[?7h";

    private readonly List<(string Id, string Line)> _lines = [];
    private int _drawn;

    /// <summary>Tells a change.</summary>
    /// <param name="id">Whose: on a terminal its newest line takes the place of the one before.</param>
    public void Tell(string id, string line)
    {
        if (!streams.ErrorIsTerminal)
        {
            streams.Say(line);
            return;
        }

        // The latest news stand lowest, so that they stay when there are too many.
        _lines.RemoveAll(l => l.Id == id);
        _lines.Add((id, PlainText.Line(line)));
        var text = new StringBuilder(_drawn > 0 ? string.Create(CultureInfo.InvariantCulture, $"\u001b[{_drawn}A\u001b[J{NoWrap}") : NoWrap);
        var hidden = _lines.Count <= Most ? 0 : _lines.Count - Most + 1;
        if (hidden > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"… {hidden} more\n");
        }

        foreach (var (_, shown) in _lines.Skip(hidden))
        {
            text.Append(shown).Append('\n');
        }

        _drawn = _lines.Count - hidden + (hidden > 0 ? 1 : 0);
        try
        {
            streams.StartLine?.Erase();
            streams.Error.Write(text.Append(Wrap).ToString());
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    /// <summary>A sign of life, for logs only: a live block shows that by itself.</summary>
    public void KeepAlive(string line)
    {
        if (!streams.ErrorIsTerminal)
        {
            streams.Say(line);
        }
    }
}
