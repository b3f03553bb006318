using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Settings;

/// <summary>
/// The text of a file of settings. Read with three calls of the kernel: the first file that the base library opens takes a start some milliseconds. What is not
/// plain UTF-8, and whatever goes wrong, is left to the base library, so that both tell the same.
/// </summary>
internal static class FileText
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int Block = 16 * 1024;
    private const int MostBytes = 16 * 1024 * 1024;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a folder.</exception>
    public static string Read(string path) => TryRead(path, out var bytes, out var length) && !HasMark(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : File.ReadAllText(path);

    // A byte order mark of UTF-8, UTF-16 or UTF-32: no text of settings begins with one of these bytes otherwise.
    private static bool HasMark(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] is 0xEF or 0xFE or 0xFF or 0;

    private static unsafe bool TryRead(string path, out byte[] bytes, out int length)
    {
        (bytes, length) = ([], 0);
        int descriptor;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            descriptor = Open(name, ReadOnly | CloseOnExec, 0);
        }

        if (descriptor < 0)
        {
            return false;
        }

        bytes = new byte[Block];
        while (true)
        {
            nint n;
            fixed (byte* free = &bytes[length])
            {
                n = Read(descriptor, free, bytes.Length - length);
            }

            if (n <= 0 || length + n > MostBytes)
            {
                _ = Close(descriptor);
                return n == 0;
            }

            length += (int)n;
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, 2 * length);
            }
        }
    }

    // Pointers: whatever has to be marshalled is compiled at the start.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe int Open(byte* path, int flags, int mode);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe nint Read(int descriptor, byte* into, nint count);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
