namespace WConsole.Terminal.Screen;

/// <summary>
/// The line settings of a terminal, kept as the bytes the C library gave: no struct layout of ours can be wrong.
/// Thread safe: the saved bytes never change.
/// </summary>
internal sealed unsafe class TtyMode
{
    // glibc's struct termios has 60 bytes; nothing known has more than this.
    private const int Size = 256;

    private readonly int _fd;
    private readonly byte[] _saved;

    private TtyMode(int fd, byte[] saved) => (_fd, _saved) = (fd, saved);

    /// <summary>Remembers the settings in force; null when <paramref name="fd"/> is no terminal.</summary>
    public static TtyMode? Capture(int fd)
    {
        var saved = new byte[Size];
        fixed (byte* termios = saved)
        {
            return Libc.GetAttributes(fd, termios) == 0 ? new TtyMode(fd, saved) : null;
        }
    }

    /// <summary>Every byte comes through at once and unchanged: no echo, no signals from keys, no output processing.</summary>
    public void MakeRaw()
    {
        var raw = (byte[])_saved.Clone();
        fixed (byte* termios = raw)
        {
            Libc.MakeRaw(termios);
            Apply(termios);
        }
    }

    /// <summary>Puts back what <see cref="Capture"/> found, and discards input nobody read.</summary>
    public void Restore()
    {
        fixed (byte* termios = _saved)
        {
            // Not "after the output drained": that would wait for ever on a link that stands still.
            Libc.Flush(_fd, Libc.InputQueue);
            Apply(termios);
        }
    }

    private void Apply(byte* termios)
    {
        while (Libc.SetAttributes(_fd, Libc.ApplyNow, termios) != 0 && Libc.LastError == Libc.InterruptedCall)
        {
        }
    }
}
