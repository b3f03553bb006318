namespace WConsole.Drivers.Keepers.Local;

/// <summary>Lines of a stream, bounded: one that is longer than allowed ends the reading.</summary>
internal sealed class LineReader(Stream stream, int most)
{
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; valid until the next call. Null at the end of the stream, or when a line is too long.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var looked = _start;
        while (true)
        {
            var at = Array.IndexOf(_buffer, (byte)'\n', looked, _end - looked);
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, at - _start);
                _start = at + 1;
                return line;
            }

            if (_end - _start > most)
            {
                return null;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            looked = _end;
            var n = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (n == 0)
            {
                return null;
            }

            _end += n;
        }
    }
}
