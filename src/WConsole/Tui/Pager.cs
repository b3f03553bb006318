using System.Diagnostics;
using WConsole.Terminal.Cells;

namespace WConsole.Tui;

/// <summary>Shows a text in the operator's own pager, which has the terminal meanwhile.</summary>
internal static class Pager
{
    private const int NotFound = 127;

    /// <summary>The command of <c>$PAGER</c>, which may have arguments; without one, less, else more.</summary>
    public static string Command(string? pager) => string.IsNullOrWhiteSpace(pager) ? "less || more" : pager;

    /// <summary>Runs it through the shell, as other programs do, and waits. Null, or what went wrong.</summary>
    public static string? Show(string command, string text)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, ArgumentList = { "-c", command } };
        try
        {
            using var child = Process.Start(start);
            if (child is null)
            {
                return "no shell could be started";
            }

            Feed(child, text);
            child.WaitForExit();
            return child.ExitCode == NotFound ? $"there is no '{command}': set PAGER" : null;
        }
        catch (Exception failed) when (failed is System.ComponentModel.Win32Exception or IOException)
        {
            return $"the pager could not be started: {failed.Message}";
        }
    }

    // Made safe line by line: a pager may pass everything on to the terminal.
    private static void Feed(Process child, string text)
    {
        try
        {
            using var input = child.StandardInput;
            foreach (var line in text.Split('\n'))
            {
                input.Write(SafeText.Of(line.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal)));
                input.Write('\n');
            }
        }
        catch (IOException)
        {
            // Left before it had read everything.
        }
    }
}
