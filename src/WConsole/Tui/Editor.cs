using System.Diagnostics;

namespace WConsole.Tui;

/// <summary>Opens a file in the operator's own editor, which has the terminal meanwhile.</summary>
internal static class Editor
{
    private const int NotFound = 127;

    /// <summary>The command of <c>$VISUAL</c>, else <c>$EDITOR</c>, which may have arguments; without either, vi.</summary>
    public static string Command(string? visual, string? editor) => !string.IsNullOrWhiteSpace(visual) ? visual : !string.IsNullOrWhiteSpace(editor) ? editor : "vi";

    /// <summary>Runs it through the shell, as other programs do, and waits. Null, or what went wrong.</summary>
    public static string? Open(string command, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var child = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{command} \"$1\"", "sh", path } });
            child?.WaitForExit();
            return child is null ? "no shell could be started" : child.ExitCode == NotFound ? $"there is no '{command}': set EDITOR" : null;
        }
        catch (Exception failed) when (failed is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"{path} could not be opened: {failed.Message}";
        }
    }
}
