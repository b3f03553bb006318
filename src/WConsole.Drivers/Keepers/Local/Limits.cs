using System.Text;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What /proc/PID/limits says (proc(5): a name, then the soft and the hard limit, apart by blanks).</summary>
internal static class Limits
{
    /// <summary>How many files a process may have open, its soft limit, as it is written there; null: it is not said.</summary>
    /// <param name="text">The whole file; null: it cannot be read.</param>
    public static string? OpenFiles(ReadOnlySpan<byte> text)
    {
        var name = "Max open files"u8;
        var at = text.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var rest = text[(at + name.Length)..].TrimStart((byte)' ');
        var end = rest.IndexOfAny((byte)' ', (byte)'\n');
        return end > 0 ? Encoding.ASCII.GetString(rest[..end]) : null;
    }
}
