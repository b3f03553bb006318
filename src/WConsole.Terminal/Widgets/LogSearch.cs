namespace WConsole.Terminal.Widgets;

/// <summary>
/// The lines of a log that hold a text, found in steps from the newest line back, so that the first answer is there at once however long the log is; lines that
/// come later are looked at too. One thread, the one of the buffer.
/// </summary>
public sealed class LogSearch
{
    /// <summary>Bytes looked through in one step: a few milliseconds.</summary>
    public const int StepBytes = 16 << 20;

    /// <summary>Bytes for the first step after a key, so that the frame follows at once.</summary>
    public const int KeyBytes = 1 << 20;

    private readonly LogBuffer _buffer;
    private readonly LogNeedle _needle;

    // Older lines from the newest back, then those that came since, in order.
    private readonly List<long> _older = [];
    private readonly List<long> _newer = [];
    private long _from;
    private long _to;

    public LogSearch(LogBuffer buffer, string text)
    {
        (_buffer, Text, _needle) = (buffer, text, new LogNeedle(text));
        _from = _to = buffer.End;
    }

    public string Text { get; }

    /// <summary>How many lines hold it, as far as was looked.</summary>
    public int Count => _older.Count + _newer.Count;

    /// <summary>False while older lines were not looked at yet: <see cref="Count"/> may grow.</summary>
    public bool IsComplete => Text.Length == 0 || _from <= _buffer.First;

    /// <summary>The n-th line that holds it, the oldest known first.</summary>
    public long this[int index] => index < _older.Count ? _older[_older.Count - 1 - index] : _newer[index - _older.Count];

    /// <summary>Looks further: at all that came since, and back for about so many bytes. True: something was found, or it is complete now.</summary>
    public bool Step(int bytes = StepBytes)
    {
        if (Text.Length == 0)
        {
            return false;
        }

        var before = Count;
        Forget();
        var pieces = _buffer.Pieces;
        for (var i = FirstPieceFrom(_to); _to < _buffer.End; i++)
        {
            Scan(pieces[i], _to, pieces[i].First + pieces[i].Count, _newer);
            _to = pieces[i].First + pieces[i].Count;
        }

        if (IsComplete)
        {
            return Count != before;
        }

        for (var i = pieces.Count - 1; i >= 0 && bytes > 0; i--)
        {
            if (pieces[i].First < _from)
            {
                var start = _older.Count;
                Scan(pieces[i], pieces[i].First, Math.Min(_from, pieces[i].First + pieces[i].Count), _older);
                _older.Reverse(start, _older.Count - start);
                _from = pieces[i].First;
                bytes -= pieces[i].Length;
            }
        }

        return Count != before || IsComplete;
    }

    /// <summary>How many known lines with it are before a line: the place where it stands or would stand.</summary>
    public int IndexOf(long line)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = this[middle] < line ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // What the buffer dropped is gone here too.
    private void Forget()
    {
        var gone = 0;
        while (gone < _older.Count && _older[_older.Count - 1 - gone] < _buffer.First)
        {
            gone++;
        }

        _older.RemoveRange(_older.Count - gone, gone);
        _newer.RemoveRange(0, IndexIn(_newer, _buffer.First));
        (_from, _to) = (Math.Max(_from, _buffer.First), Math.Max(_to, _buffer.First));
    }

    private static int IndexIn(List<long> lines, long line) => lines.BinarySearch(line) is var at && at < 0 ? ~at : at;

    private int FirstPieceFrom(long line)
    {
        var pieces = _buffer.Pieces;
        var i = pieces.Count - 1;
        while (i > 0 && pieces[i].First > line)
        {
            i--;
        }

        return Math.Max(0, i);
    }

    private void Scan(LogPiece piece, long from, long to, List<long> found)
    {
        var last = piece.Start((int)(to - piece.First));
        var text = piece.Text[..last];
        for (var at = piece.Start((int)(from - piece.First)); (at = _needle.Find(text, at)) >= 0;)
        {
            var line = piece.LineAt(at);
            var end = piece.Start(line + 1);
            if (at + _needle.Length <= end)
            {
                found.Add(piece.First + line);
                at = end;
            }
            else
            {
                // It ran over into the next line: no line holds it here.
                at++;
            }
        }
    }
}
