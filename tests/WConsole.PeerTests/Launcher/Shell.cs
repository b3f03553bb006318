using System.Diagnostics;

namespace WConsole.PeerTests.Launcher;

/// <summary>Runs a line of shell.</summary>
internal static class Shell
{
    public static async Task<int> RunAsync(string directory, string line, CancellationToken token)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"( {line} ) >/dev/null 2>&1"]) { WorkingDirectory = directory })!;
        await shell.WaitForExitAsync(token);
        return shell.ExitCode;
    }
}
