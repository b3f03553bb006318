using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Logs;

/// <summary>What was read of several logs and not shown yet, bounded: readers wait. They put from any thread; only the screen's thread drains.</summary>
/// <param name="wake">Rings when there is something to drain.</param>
internal sealed class LogFeed(TimeProvider time, Action wake) : IDisposable
{
    // Two rounds of what a frame may take: enough to be never idle.
    private const int MostBytes = 2 << 20;

    // What one read of a flooded file brings; arrays of that size are used again, or a flood would fill the heap with them.
    private const int Chunk = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Piece> _pieces = [];
    private readonly Stack<byte[]> _spare = [];
    private readonly Dictionary<(byte Source, int File), LogLines> _lines = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _bytes;

    /// <summary>Ends its readers.</summary>
    public CancellationToken Stop => _stop.Token;

    public ILogIntake Intake(byte source) => new One(this, source);

    /// <summary>Moves what came into the buffer; notes are lines of their own. False: nothing came.</summary>
    public bool Drain(LogBuffer buffer)
    {
        Piece[] pieces;
        lock (_gate)
        {
            if (_pieces.Count == 0)
            {
                return false;
            }

            pieces = [.. _pieces];
            _pieces.Clear();
            _bytes = 0;
            _room.TrySetResult();
            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        foreach (var piece in pieces)
        {
            if (piece.Note is { } note)
            {
                buffer.Append($"── {note}", piece.At, piece.Source);
                continue;
            }

            if (!_lines.TryGetValue((piece.Source, piece.File), out var lines))
            {
                _lines[(piece.Source, piece.File)] = lines = new LogLines(LogBuffer.LongestLine);
            }

            lines.Feed(piece.Bytes.AsSpan(0, piece.Length), line => buffer.Append(line, piece.At, piece.Source));
            Return(piece.Bytes);
        }

        return true;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async ValueTask PutAsync(Piece piece, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_bytes < MostBytes)
                {
                    _pieces.Add(piece);
                    _bytes += piece.Length;
                    break;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }

        wake();
    }

    // Notes are few and short: they never wait.
    private void Put(byte source, string note)
    {
        lock (_gate)
        {
            _pieces.Add(new Piece(source, 0, [], 0, Now, note));
        }

        wake();
    }

    private Piece Copy(byte source, int file, ReadOnlySpan<byte> bytes, DateTimeOffset at)
    {
        byte[]? copy = null;
        if (bytes.Length > Chunk / 4)
        {
            lock (_gate)
            {
                copy = _spare.TryPop(out var spare) && spare.Length >= bytes.Length ? spare : null;
            }

            copy ??= new byte[Math.Max(bytes.Length, Chunk)];
        }

        copy ??= new byte[bytes.Length];
        bytes.CopyTo(copy);
        return new Piece(source, file, copy, bytes.Length, at, null);
    }

    private void Return(byte[] bytes)
    {
        lock (_gate)
        {
            if (bytes.Length == Chunk && _spare.Count < MostBytes / Chunk)
            {
                _spare.Push(bytes);
            }
        }
    }

    private readonly record struct Piece(byte Source, int File, byte[] Bytes, int Length, DateTimeOffset At, string? Note);

    private sealed class One(LogFeed feed, byte source) : ILogIntake
    {
        public ValueTask TakeAsync(int file, ReadOnlyMemory<byte> bytes, bool isOld, CancellationToken cancellationToken) =>
            feed.PutAsync(feed.Copy(source, file, bytes.Span, isOld ? default : feed.Now), cancellationToken);

        public void Say(string note) => feed.Put(source, note);
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
