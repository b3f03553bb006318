namespace WConsole.Terminal.Screen;

/// <summary>
/// The line settings of a terminal, kept as the bytes the C library gave. Settings that are raw already were left by a program that was killed: what is given back then is an
/// ordinary line, since nobody could work with what was found.
/// Thread safe: the saved bytes never change.
/// </summary>
internal sealed unsafe class TtyMode
{
    // glibc's struct termios has 60 bytes; nothing known has more than this.
    private const int Size = 256;

    // struct termios of Linux begins with its four words of flags: input, output, control, local.
    private const int Input = 0;
    private const int Output = 4;
    private const int Local = 12;
    private const uint CarriageReturnToNewLine = 0x100;
    private const uint ProcessOutputWithCarriageReturns = 0x5;
    private const uint SignalsLinesEchoAndErasing = 0x803b;

    private readonly int _fd;
    private readonly byte[] _saved;

    private TtyMode(int fd, byte[] saved) => (_fd, _saved) = (fd, saved);

    /// <summary>Remembers the settings in force; null when <paramref name="fd"/> is no terminal.</summary>
    public static TtyMode? Capture(int fd)
    {
        var saved = new byte[Size];
        fixed (byte* termios = saved)
        {
            if (Libc.GetAttributes(fd, termios) != 0)
            {
                return null;
            }
        }

        return new TtyMode(fd, IsRaw(saved) ? Ordinary(saved) : saved);
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

    // Making it raw changes nothing of it.
    private static bool IsRaw(byte[] saved)
    {
        var raw = (byte[])saved.Clone();
        fixed (byte* termios = raw)
        {
            Libc.MakeRaw(termios);
        }

        return raw.AsSpan().SequenceEqual(saved);
    }

    private static byte[] Ordinary(byte[] raw)
    {
        var ordinary = (byte[])raw.Clone();
        Set(Input, CarriageReturnToNewLine);
        Set(Output, ProcessOutputWithCarriageReturns);
        Set(Local, SignalsLinesEchoAndErasing);
        return ordinary;

        void Set(int word, uint flags)
        {
            var place = ordinary.AsSpan(word, sizeof(uint));
            System.Runtime.InteropServices.MemoryMarshal.Write(place, System.Runtime.InteropServices.MemoryMarshal.Read<uint>(place) | flags);
        }
    }

    private void Apply(byte* termios)
    {
        while (Libc.SetAttributes(_fd, Libc.ApplyNow, termios) != 0 && Libc.LastError == Libc.InterruptedCall)
        {
        }
    }
}
