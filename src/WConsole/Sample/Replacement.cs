using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Sample;

/// <summary>Puts a new image of this very program in the place of the running one: same pid, same arguments.</summary>
internal static class Replacement
{
    /// <summary>Does not return when it works.</summary>
    /// <returns>Why it did not.</returns>
    public static string Exec()
    {
        var words = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).TrimEnd('\0').Split('\0');
        _ = ExecV("/proc/self/exe", [.. words, null]);
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }

    [DllImport("libc", EntryPoint = "execv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ExecV(string path, string?[] words);
}
