using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace WConsole.Engine;

/// <summary>
/// A file that several processes append to, one whole write each. The runtime's own append mode only seeks to the end and then writes at a
/// remembered offset, so two consoles would overwrite each other: this opens with O_APPEND.
/// </summary>
internal sealed class AppendFile : IDisposable
{
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int NoFollow = 0x20000;
    private const int CloseOnExec = 0x80000;
    private const int OwnerReadsAndWrites = 0x180;

    private readonly SafeFileHandle _handle;

    private AppendFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens or creates the file with mode 0600.</summary>
    /// <exception cref="IOException">It cannot be opened; the text says why.</exception>
    public static AppendFile Open(string path)
    {
        // O_NOFOLLOW differs between the platforms that this runs on.
        var noFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : NoFollow;
        var fd = OpenFile(Encoding.UTF8.GetBytes(path + "\0"), WriteOnly | Create | Append | noFollow | CloseOnExec, OwnerReadsAndWrites);
        return fd >= 0
            ? new AppendFile(new SafeFileHandle(fd, ownsHandle: true))
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Appends in one write: Linux ignores the offset of a file opened for appending.</summary>
    /// <exception cref="IOException">Disk full, read-only …</exception>
    public void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, 0);

    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags, int mode);
}
