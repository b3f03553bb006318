using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Says which launcher a state directory belongs to: a file that names pid and start time of its owner, held by flock for as long as that lives. What
/// a killed owner left never blocks anybody: the kernel lets go of its lock, and its pid is checked against its start time.
/// </summary>
/// <remarks>The runtime's own file streams take a shared flock at each opening, which the held one would refuse: so descriptors are opened by hand.</remarks>
internal sealed class LauncherLock : IDisposable
{
    private const int NoEntry = 2;
    private const int NoFolder = 20;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly (ulong Device, ulong Inode)? _id;

    private LauncherLock(string path, SafeFileHandle file, LockOwner? before)
    {
        (_path, _file, Before) = (path, file, before);
        _id = LibC.FileId(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}"));
    }

    /// <summary>Whoever held it before and did not give it back; null: nobody.</summary>
    public LockOwner? Before { get; }

    /// <summary>
    /// Whether it still locks anybody out: false once its file was deleted, moved or replaced, since whoever comes next locks another one. A path that merely cannot be looked at is no
    /// sign of that.
    /// </summary>
    public bool Holds => LibC.FileId(_path) is { } there ? there == _id : Marshal.GetLastPInvokeError() is not (NoEntry or NoFolder);

    /// <returns>The lock; or null with the living owner; or neither, with why it cannot be had.</returns>
    public static (LauncherLock? Lock, LockOwner? Owner, string? Why) Take(string path, ProcFs proc, int pid)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.ReadWrite | Posix.OpenFlags.Create | Posix.OpenFlags.CloseOnExec, 0x180);
        if (descriptor < 0)
        {
            return (null, null, $"{path} cannot be made");
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var before = Parse(file);
        if (Posix.Lock(descriptor, Posix.LockExclusive | Posix.LockNonBlocking) != 0 || (before is { } owner && owner.Pid != pid && proc.IsAlive(owner.Pid, owner.StartTicks)))
        {
            file.Dispose();
            return (null, before ?? new LockOwner(0, 0), null);
        }

        var start = proc.Brief(pid) is ProcessLook.Alive me ? me.StartTicks : 0;
        Write(file, string.Create(CultureInfo.InvariantCulture, $"{pid} {start}\n"));
        return (new LauncherLock(path, file, before), null, null);
    }

    /// <summary>Who is named in it, alive or not; null: nobody.</summary>
    public static LockOwner? Read(string path)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.ReadOnly | Posix.OpenFlags.CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        return Parse(file);
    }

    /// <summary>Lets go of it; once is enough.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
        {
            return;
        }

        Write(_file, "");
        _file.Dispose();
    }

    private static LockOwner? Parse(SafeFileHandle file)
    {
        var bytes = new byte[64];
        try
        {
            var words = Encoding.ASCII.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            return words.Length >= 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? new LockOwner(pid, start) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Write(SafeFileHandle file, string text)
    {
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(text), 0);
        }
        catch (IOException)
        {
            // A full disk: flock alone still holds everybody off.
        }
    }
}

/// <summary>The process that a lock names.</summary>
internal readonly record struct LockOwner(int Pid, long StartTicks);
