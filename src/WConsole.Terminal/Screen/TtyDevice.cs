using System.Diagnostics;

namespace WConsole.Terminal.Screen;

/// <summary>
/// The terminal behind standard input and output. It is opened anew, non-blocking, where that is possible: the flag would
/// otherwise stick to the shell's own descriptor. Reading is for one thread; writing is guarded by the session.
/// </summary>
internal sealed unsafe class TtyDevice : IDisposable
{
    public const int StandardInput = 0;
    public const int StandardOutput = 1;

    // A size no terminal has would only serve to make the canvas eat all memory.
    private const int MaxColumns = 1000;
    private const int MaxRows = 500;

    private TtyDevice()
    {
        Input = Reopen(StandardInput);
        Output = Reopen(StandardOutput);
    }

    public int Input { get; }

    public int Output { get; }

    /// <summary>Set when the terminal is gone (hang-up, closed pty); nothing can be read or written any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The terminal's size in cells; 80 by 24 when it does not know.</summary>
    public (int Columns, int Rows) Size
    {
        get
        {
            var size = stackalloc ushort[4];
            return Libc.IoControl(Output, Libc.GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0
                ? (Math.Min(size[1], (ushort)MaxColumns), Math.Min(size[0], (ushort)MaxRows))
                : (80, 24);
        }
    }

    /// <summary>Which standard stream is no terminal ("standard input" …), or null when both are.</summary>
    public static string? NotATerminal() =>
        Libc.IsATty(StandardInput) == 0 ? "standard input" : Libc.IsATty(StandardOutput) == 0 ? "standard output" : null;

    public static TtyDevice Open() => new();

    /// <summary>Reads what is there, without waiting; 0 when that is nothing, or the terminal is gone.</summary>
    public int Read(Span<byte> buffer)
    {
        while (!IsGone)
        {
            nint got;
            fixed (byte* bytes = buffer)
            {
                got = Libc.Read(Input, bytes, (nuint)buffer.Length);
            }

            if (got > 0)
            {
                return (int)got;
            }

            if (got < 0 && Libc.LastError == Libc.TryAgain)
            {
                return 0;
            }

            // End of file is a hang-up here: raw mode has no Ctrl-D.
            IsGone = got == 0 || Libc.LastError != Libc.InterruptedCall;
        }

        return 0;
    }

    /// <summary>
    /// Sleeps until there is input (also a hang-up, which the next <see cref="Read"/> finds), the <paramref name="wake"/>
    /// descriptor (-1: none) is readable, or <paramref name="wait"/> is over; for ever when that is null.
    /// </summary>
    public (bool Input, bool Woken) Poll(bool listen, int wake, TimeSpan? wait)
    {
        // A negative descriptor is one that poll ignores.
        var entries = stackalloc Libc.PollEntry[2];
        entries[0] = new Libc.PollEntry { Fd = listen && !IsGone ? Input : -1, Events = Libc.PollIn };
        entries[1] = new Libc.PollEntry { Fd = wake, Events = Libc.PollIn };
        var timeout = wait is { } span ? (int)Math.Clamp(Math.Ceiling(span.TotalMilliseconds), 0, int.MaxValue) : -1;

        // An interruption counts as nothing having happened: the caller looks at its clock and comes back.
        return Libc.Poll(entries, 2, timeout) > 0 ? (entries[0].Returned != 0, entries[1].Returned != 0) : (false, false);
    }

    /// <summary>
    /// Writes all of it, waiting while the terminal takes nothing. Gives up, leaving the rest unwritten, when the terminal is
    /// gone or when <paramref name="abandon"/>, asked every 50 ms of standstill with its length, says so.
    /// </summary>
    public void Write(ReadOnlySpan<byte> bytes, Func<TimeSpan, bool> abandon)
    {
        var stalled = 0L;
        while (bytes.Length > 0 && !IsGone)
        {
            nint done;
            fixed (byte* start = bytes)
            {
                done = Libc.Write(Output, start, (nuint)bytes.Length);
            }

            if (done >= 0)
            {
                bytes = bytes[(int)done..];
                stalled = 0;
                continue;
            }

            switch (Libc.LastError)
            {
                case Libc.InterruptedCall:
                    break;
                case Libc.TryAgain:
                    stalled = stalled == 0 ? Stopwatch.GetTimestamp() : stalled;
                    if (abandon(Stopwatch.GetElapsedTime(stalled)))
                    {
                        return;
                    }

                    var entry = new Libc.PollEntry { Fd = Output, Events = Libc.PollOut };
                    _ = Libc.Poll(&entry, 1, 50);
                    break;
                default:
                    IsGone = true;
                    break;
            }
        }
    }

    public void Dispose()
    {
        foreach (var fd in (ReadOnlySpan<int>)[Input, Output])
        {
            if (fd > StandardOutput)
            {
                _ = Libc.Close(fd);
            }
        }
    }

    // A magic link, so it also works where the pty's own path is not mounted. After su the path may not be opened:
    // /dev/tty always may; and if there is none, the blocking original is what is left.
    private static int Reopen(int fd)
    {
        const int Flags = Libc.ReadWrite | Libc.NoControllingTty | Libc.NonBlocking | Libc.CloseOnExec;
        foreach (var path in (ReadOnlySpan<string>)[$"/proc/self/fd/{fd}", "/dev/tty"])
        {
            var own = Libc.Open(path, Flags);
            if (own >= 0)
            {
                return own;
            }
        }

        return fd;
    }
}
