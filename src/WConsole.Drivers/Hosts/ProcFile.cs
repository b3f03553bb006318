using System.Runtime.InteropServices;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Small files of /proc, read with three calls of the kernel and without an allocation: all processes of a host are looked at in one go, and the streams of
/// the base library take twice as long for each.
/// </summary>
internal static partial class ProcFile
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Reads the head of a file.</summary>
    /// <returns>How many bytes; −1: it cannot be read.</returns>
    public static unsafe int Read(string path, Span<byte> into)
    {
        var descriptor = Open(path, ReadOnly | CloseOnExec, 0);
        if (descriptor < 0)
        {
            return -1;
        }

        var length = 0;
        fixed (byte* first = into)
        {
            while (length < into.Length)
            {
                var n = Read(descriptor, first + length, (nuint)(into.Length - length));
                if (n <= 0)
                {
                    // ESRCH: it ended between open and read.
                    length = n < 0 && length == 0 ? -1 : length;
                    break;
                }

                length += (int)n;
            }
        }

        _ = LibC.Close(descriptor);
        return length;
    }

    /// <summary>Reads a file of any length, up to a bound; null: it cannot be read.</summary>
    public static byte[]? ReadAll(string path, int most)
    {
        for (var size = Math.Min(4096, most); ; size = Math.Min(most, size * 4))
        {
            var buffer = new byte[size];
            var n = Read(path, buffer);
            if (n < size || size == most)
            {
                return n < 0 ? null : buffer[..n];
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "read")]
    private static unsafe partial nint Read(int descriptor, byte* into, nuint length);
}
