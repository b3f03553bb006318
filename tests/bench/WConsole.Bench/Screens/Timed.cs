using System.Diagnostics;

namespace WConsole.Bench.Screens;

/// <summary>One program run to its end, with the time it took. Killed, by its pid, when the bench is stopped.</summary>
internal static class Timed
{
    public static async Task<(double Ms, int Code, string Out, string Error)> RunAsync(
        IReadOnlyList<string> command, string folder, Dictionary<string, string> environment, CancellationToken token)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var begun = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
            await process.WaitForExitAsync(token);
            var took = TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
            return (took, process.ExitCode, await stdout, await stderr);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
