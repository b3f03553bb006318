namespace WConsole.Tui.Logs;

/// <summary>Makes lines of pieces of bytes. A line without its end waits for it; of one that is too long the rest is left out.</summary>
internal sealed class LogLines(int longest)
{
    private readonly List<byte> _rest = [];

    public delegate void Taker(ReadOnlySpan<byte> line);

    public void Feed(ReadOnlySpan<byte> piece, Taker take)
    {
        while (piece.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = piece[..end];
            if (_rest.Count == 0)
            {
                take(line);
            }
            else
            {
                Keep(line);
                take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rest));
                _rest.Clear();
            }

            piece = piece[(end + 1)..];
        }

        Keep(piece);
    }

    private void Keep(ReadOnlySpan<byte> piece) => _rest.AddRange(piece[..Math.Min(piece.Length, Math.Max(0, longest - _rest.Count))]);
}
