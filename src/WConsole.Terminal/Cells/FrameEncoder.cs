using System.Runtime.InteropServices;

namespace WConsole.Terminal.Cells;

/// <summary>
/// Turns a canvas into the bytes that bring the terminal from the last frame to this one. Keeps a copy of what the terminal shows; allocates nothing in steady state.
/// Owned by one thread. The terminal must be in its alternate screen with autowrap on and no margins.
/// </summary>
public sealed class FrameEncoder
{
    private readonly ByteSink _sink = new();
    private readonly Pen _pen;
    private readonly List<(int Top, int Bottom, int Lines)> _hints = [];
    private readonly ScrollFinder _finder = new();
    private Cell[] _shown = [];
    private Canvas? _canvas;
    private (int Width, int Height, int Generation, ColorDepth Depth) _of;
    private (int X, int Y)? _cursor;
    private bool _stale = true;

    public FrameEncoder() => _pen = new Pen(_sink);

    /// <summary>Forget what the terminal shows: the next frame is painted in full.</summary>
    public void Invalidate() => _stale = true;

    /// <summary>
    /// Says that rows top (inside) to bottom (outside) moved up by so many lines (down when negative) since the last frame. A wrong hint costs bytes, never correctness.
    /// Not needed for whole rows that move unchanged: those are found without it.
    /// </summary>
    public void ScrollHint(int top, int bottom, int lines) => _hints.Add((top, bottom, lines));

    /// <summary>The bytes of this frame, empty when nothing changed. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(Canvas canvas, ColorDepth depth)
    {
        _sink.Clear();
        _sink.Add("\e[?2026h"u8);
        var start = _sink.Length;
        var now = (canvas.Width, canvas.Height, canvas.Generation, depth);
        if (_stale || _canvas != canvas || now != _of)
        {
            _canvas = canvas;
            _of = now;
            Erase(canvas, depth);
        }
        else
        {
            Scroll(canvas);
        }

        _hints.Clear();
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            var shown = Shown(y);
            if (!Bytes(row).SequenceEqual(Bytes(shown)))
            {
                HideCursor();
                RowDiff.Write(_pen, y, row, shown);
                row.CopyTo(shown);
            }
        }

        PlaceCursor(canvas.Cursor);
        if (_sink.Length == start)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        _sink.Add("\e[?2026l"u8);
        return _sink.Written;
    }

    private static ReadOnlySpan<ulong> Bytes(ReadOnlySpan<Cell> cells) => MemoryMarshal.Cast<Cell, ulong>(cells);

    private Span<Cell> Shown(int y) => _shown.AsSpan(y * _of.Width, _of.Width);

    private void Erase(Canvas canvas, ColorDepth depth)
    {
        _stale = false;
        if (_shown.Length != canvas.Width * canvas.Height)
        {
            _shown = new Cell[canvas.Width * canvas.Height];
        }

        Array.Fill(_shown, Cell.Blank);
        _pen.Start(canvas, depth);
        _sink.Add("\e[?25l\e[m\e[2J"u8);
        _cursor = null;
    }

    private void Scroll(Canvas canvas)
    {
        if (_hints.Count == 0 && _finder.Find(canvas, _shown) is { Lines: not 0 } found)
        {
            _hints.Add(found);
        }

        foreach (var (top, bottom, lines) in _hints)
        {
            var (first, end) = (Math.Max(0, top), Math.Min(bottom, canvas.Height));
            if (lines != 0 && Math.Abs(lines) < end - first && Gains(canvas, first, end, lines))
            {
                HideCursor();
                _pen.Scroll(first, end, lines);
                Shift(first, end, lines);
            }
        }
    }

    // A hint is taken only when more rows fit after it than before.
    private bool Gains(Canvas canvas, int top, int bottom, int lines)
    {
        var gain = 0;
        for (var y = top; y < bottom; y++)
        {
            var row = Bytes(canvas.Row(y));
            var from = y + lines;
            gain += from >= top && from < bottom && row.SequenceEqual(Bytes(Shown(from))) ? 1 : 0;
            gain -= row.SequenceEqual(Bytes(Shown(y))) ? 1 : 0;
        }

        return gain > 0;
    }

    private void Shift(int top, int bottom, int lines)
    {
        var width = _of.Width;
        var area = _shown.AsSpan(top * width, (bottom - top) * width);
        var by = Math.Abs(lines) * width;
        if (lines > 0)
        {
            area[by..].CopyTo(area);
            area[^by..].Fill(Cell.Blank);
        }
        else
        {
            area[..^by].CopyTo(area[by..]);
            area[..by].Fill(Cell.Blank);
        }
    }

    private void HideCursor()
    {
        if (_cursor is not null)
        {
            _sink.Add("\e[?25l"u8);
            _cursor = null;
        }
    }

    private void PlaceCursor((int X, int Y)? wanted)
    {
        if (wanted == _cursor)
        {
            return;
        }

        if (wanted is not { } place)
        {
            HideCursor();
            return;
        }

        _pen.MoveTo(place.X, place.Y);
        if (_cursor is null)
        {
            _sink.Add("\e[?25h"u8);
        }

        _cursor = wanted;
    }
}
