using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Settings;

/// <summary>
/// Whether a file that was merely found may steer this program: it must belong to this user or root and be writable by nobody else in the world.
/// Otherwise whoever may write into a shared folder could point an operator's console at a broker of theirs.
/// </summary>
internal static class FileTrust
{
    private const int AtFdCwd = -100;
    private const uint BasicStats = 0x7ff;

    /// <returns>Null when it may, else the reason.</returns>
    public static string? WhyNot(string path)
    {
        // statx: the one stat call whose layout is the same on every architecture.
        var stat = new byte[256];
        if (!Read(path, stat))
        {
            return "its owner cannot be read";
        }

        var owner = BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(20));
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(stat.AsSpan(28));
        return owner != 0 && owner != EffectiveUser() ? $"it belongs to another user (uid {owner})"
            : (mode & 2) != 0 ? "everybody may write to it"
            : null;
    }

    // Pointers: whatever has to be marshalled is compiled at the start.
    private static unsafe bool Read(string path, byte[] stat)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        fixed (byte* buffer = stat)
        {
            return Statx(AtFdCwd, name, 0, BasicStats, buffer) == 0;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe int Statx(int directory, byte* path, int flags, uint mask, byte* buffer);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
