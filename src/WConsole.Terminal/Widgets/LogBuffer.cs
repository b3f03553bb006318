using System.Text;

namespace WConsole.Terminal.Widgets;

/// <summary>
/// The lines of a log, bounded by count and bytes: the oldest go first, in pieces. Lines keep their number for good, counted from 0. Holds UTF-8, so a million lines cost
/// little more than their text. One thread.
/// </summary>
public sealed class LogBuffer
{
    /// <summary>More of one line is not kept.</summary>
    public const int LongestLine = 1 << 20;

    private const int PieceBytes = 256 * 1024;

    private readonly List<LogPiece> _pieces = [];
    private readonly int _maxLines;
    private readonly long _maxBytes;
    private int _lines;

    // A flood would make a new one for every few thousand lines, and memory of that size is given back late.
    private LogPiece? _spare;

    /// <param name="maxLines">At most so many lines; a piece more for a moment.</param>
    /// <param name="maxBytes">At most so much text.</param>
    public LogBuffer(int maxLines = 100_000, long maxBytes = 16 << 20) => (_maxLines, _maxBytes) = (maxLines, maxBytes);

    /// <summary>The number of the oldest line that is still there: so many were dropped.</summary>
    public long First => _pieces.Count == 0 ? End : _pieces[0].First;

    /// <summary>One more than the number of the newest line.</summary>
    public long End { get; private set; }

    /// <summary>Bytes of text held.</summary>
    public long Bytes { get; private set; }

    internal IReadOnlyList<LogPiece> Pieces => _pieces;

    /// <summary>Adds one line, without its line end; bytes that are no UTF-8 are shown as such.</summary>
    /// <param name="at">When it came; default: that is not known.</param>
    /// <param name="source">Which of several it came from, counted from 0.</param>
    public void Append(ReadOnlySpan<byte> line, DateTimeOffset at, byte source = 0)
    {
        line = line[..Math.Min(line.Length, LongestLine)];
        if (_pieces.Count == 0 || !_pieces[^1].HasRoom(line.Length))
        {
            var spare = _spare?.Room >= line.Length ? _spare : new LogPiece(Math.Max(PieceBytes, line.Length));
            _spare = null;
            _pieces.Add(spare.Begin(End));
        }

        _pieces[^1].Add(line, at.UtcTicks, source);
        Bytes += line.Length;
        End++;
        _lines++;
        while (_pieces.Count > 1 && (_lines - _pieces[0].Count >= _maxLines || Bytes > _maxBytes))
        {
            _lines -= _pieces[0].Count;
            Bytes -= _pieces[0].Length;
            _spare = _pieces[0].Room == PieceBytes ? _pieces[0] : null;
            _pieces.RemoveAt(0);
        }
    }

    public void Append(string line, DateTimeOffset at, byte source = 0) => Append(Encoding.UTF8.GetBytes(line), at, source);

    /// <summary>The text of a line, at most so many bytes of it; empty when it is gone.</summary>
    public string Text(long line, int most = LongestLine)
    {
        if (PieceOf(line) is not { } piece)
        {
            return "";
        }

        var bytes = piece.Line((int)(line - piece.First));
        return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, most)]);
    }

    /// <summary>When a line came; default when it is gone.</summary>
    public DateTimeOffset At(long line) => PieceOf(line) is { } piece ? new DateTimeOffset(piece.Ticks((int)(line - piece.First)), TimeSpan.Zero) : default;

    /// <summary>Which of several a line came from; 0 when it is gone.</summary>
    public int Source(long line) => PieceOf(line) is { } piece ? piece.Source((int)(line - piece.First)) : 0;

    private LogPiece? PieceOf(long line)
    {
        if (line < First || line >= End)
        {
            return null;
        }

        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _pieces[middle].First <= line ? (middle, high) : (low, middle - 1);
        }

        return _pieces[low];
    }
}
