using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>Collects a bracketed paste up to its end mark, keeping no more than the limit.</summary>
internal sealed class PasteBuffer(int limit)
{
    private readonly List<byte> _bytes = [];
    private int _matched;
    private bool _truncated;

    private static ReadOnlySpan<byte> End => "\e[201~"u8;

    /// <summary>Takes one byte; the paste when this byte completed the end mark, else null.</summary>
    public InputEvent.Paste? Add(byte value)
    {
        if (value == End[_matched])
        {
            return ++_matched == End.Length ? Take() : null;
        }

        // Escape stands only at the mark's start, so a broken mark can begin anew only at this very byte.
        foreach (var held in End[.._matched])
        {
            Keep(held);
        }

        _matched = value == End[0] ? 1 : 0;
        if (_matched == 0)
        {
            Keep(value);
        }

        return null;
    }

    /// <summary>The end never came: what there is.</summary>
    public InputEvent.Paste GiveUp()
    {
        _truncated = true;
        return Take();
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\t');

    private void Keep(byte value)
    {
        if (_bytes.Count < limit)
        {
            _bytes.Add(value);
        }
        else
        {
            _truncated = true;
        }
    }

    private InputEvent.Paste Take()
    {
        // Terminals send the line ends of a paste as carriage returns.
        var text = Encoding.UTF8.GetString([.. _bytes]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        // A paste may come from anywhere: only its text, line ends and tabs count.
        if (text.Any(IsControl))
        {
            text = string.Concat(text.Where(c => !IsControl(c)));
        }

        var paste = new InputEvent.Paste(text, _truncated);
        _bytes.Clear();
        _bytes.TrimExcess();
        (_matched, _truncated) = (0, false);
        return paste;
    }
}
