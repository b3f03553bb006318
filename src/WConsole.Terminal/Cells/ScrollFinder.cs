using System.Runtime.InteropServices;

namespace WConsole.Terminal.Cells;

/// <summary>
/// Finds out by itself that a part of the picture moved up or down, so that screens need not say so: the run of rows that stand on the terminal already, some lines away.
/// Works on one number per row and costs a few microseconds; a wrong guess costs bytes, never correctness.
/// </summary>
internal sealed class ScrollFinder
{
    // Below this a scroll region costs about as much as it saves.
    private const int LeastRows = 4;

    private int[] _now = [];
    private int[] _shown = [];

    /// <summary>The best move: rows top (inside) to bottom (outside) by so many lines, up when positive; lines 0 when there is none worth it.</summary>
    public (int Top, int Bottom, int Lines) Find(Canvas canvas, ReadOnlySpan<Cell> shown)
    {
        var height = canvas.Height;
        if (_now.Length < height)
        {
            _now = new int[height];
            _shown = new int[height];
        }

        var changed = 0;
        for (var y = 0; y < height; y++)
        {
            _now[y] = Hash(canvas.Row(y));
            _shown[y] = Hash(shown.Slice(y * canvas.Width, canvas.Width));
            changed += _now[y] != _shown[y] ? 1 : 0;
        }

        var best = (Top: 0, Bottom: 0, Lines: 0);
        var bestGain = LeastRows - 1;
        for (var lines = 1 - height; changed >= LeastRows && lines < height; lines++)
        {
            if (lines != 0 && Run(height, lines) is var run && run.Gain > bestGain)
            {
                bestGain = run.Gain;
                best = lines > 0 ? (run.First, run.End + lines, lines) : (run.First + lines, run.End, lines);
            }
        }

        return best;
    }

    // The run of rows, as they are now, that were shown so many lines below. The gain counts those that would have to be written otherwise.
    private (int First, int End, int Gain) Run(int height, int lines)
    {
        var best = (First: 0, End: 0, Gain: 0);
        var first = Math.Max(0, -lines);
        var gain = 0;
        var end = Math.Min(height, height - lines);
        for (var y = first; y < end; y++)
        {
            if (_now[y] != _shown[y + lines])
            {
                (first, gain) = (y + 1, 0);
                continue;
            }

            gain += _now[y] != _shown[y] ? 1 : 0;
            best = gain > best.Gain ? (first, y + 1, gain) : best;
        }

        return best;
    }

    private static int Hash(ReadOnlySpan<Cell> row)
    {
        var hash = 17ul;
        foreach (var cell in MemoryMarshal.Cast<Cell, ulong>(row))
        {
            hash = (System.Numerics.BitOperations.RotateLeft(hash, 5) ^ cell) * 0x9E3779B97F4A7C15;
        }

        return (int)(hash >> 32);
    }
}
