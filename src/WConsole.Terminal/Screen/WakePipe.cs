namespace WConsole.Terminal.Screen;

/// <summary>Ends a poll from any thread. However many ask before the sleeper looks, one byte is written.</summary>
internal sealed unsafe class WakePipe : IDisposable
{
    private readonly int _write;
    private readonly Lock _closing = new();
    private int _asked;
    private bool _closed;

    /// <exception cref="IOException">The process may open no more files.</exception>
    public WakePipe()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.NonBlocking | Libc.CloseOnExec) != 0)
        {
            throw new IOException($"No pipe for the screen's thread could be made (errno {Libc.LastError}); too many open files?");
        }

        (Read, _write) = (ends[0], ends[1]);
    }

    /// <summary>The end to poll.</summary>
    public int Read { get; }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            lock (_closing)
            {
                // A late wake after the end must not hit a descriptor that now belongs to something else.
                if (!_closed)
                {
                    byte one = 1;
                    _ = Libc.Write(_write, &one, 1);
                }
            }
        }
    }

    /// <summary>
    /// Empties the pipe and arms it again. Call before looking at what there is to do: first emptied, then armed, then looked,
    /// so that no wake is lost.
    /// </summary>
    public void Drain()
    {
        var scrap = stackalloc byte[16];
        while (Libc.Read(Read, scrap, 16) > 0)
        {
        }

        Interlocked.Exchange(ref _asked, 0);
    }

    public void Dispose()
    {
        lock (_closing)
        {
            if (!_closed)
            {
                _closed = true;
                _ = Libc.Close(Read);
                _ = Libc.Close(_write);
            }
        }
    }
}
