using System.Diagnostics;

namespace WConsole.Bench.Screens;

/// <summary>The program that is measured: which file, and run so that no settings of this user play a part.</summary>
internal sealed class ConsoleProgram : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("wcb-home-");

    private ConsoleProgram(string path, string what) => (Path, What) = (path, what);

    public string Path { get; }

    /// <summary>For the table: how this file was made.</summary>
    public string What { get; }

    /// <summary>An empty folder that is its home.</summary>
    public string Home => _home.FullName;

    /// <summary><c>--binary PATH</c>; else published by the project's own script; else the one built beside this bench, which is slower to start.</summary>
    public static async Task<ConsoleProgram> FindAsync(Flags flags, CancellationToken token)
    {
        if (flags.Text("binary") is { } given)
        {
            return new ConsoleProgram(System.IO.Path.GetFullPath(given), "published");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = System.IO.Path.Combine(folder.FullName, "src/publish");
            if (File.Exists(script) && !flags.Has("built"))
            {
                var to = Directory.CreateTempSubdirectory("wcb-publish-").FullName;
                using var publish = Process.Start(new ProcessStartInfo(script, [to]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName })!;
                await publish.StandardOutput.ReadToEndAsync(token);
                await publish.WaitForExitAsync(token);
                var file = Directory.EnumerateFiles(to, "wconsole", SearchOption.AllDirectories).FirstOrDefault();
                return file is not null ? new ConsoleProgram(file, "published now") : throw new InvalidOperationException($"{script} {to} made no file wconsole (exit code {publish.ExitCode})");
            }
        }

        return new ConsoleProgram(System.IO.Path.Combine(AppContext.BaseDirectory, "wconsole"), "built, not published");
    }

    /// <summary>Environment of every run.</summary>
    public Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = Home,
        ["XDG_CONFIG_HOME"] = Home,
        ["XDG_STATE_HOME"] = Home,
        ["XDG_RUNTIME_DIR"] = Home,
        ["XDG_DATA_HOME"] = Home,
        ["XDG_CACHE_HOME"] = Home,
        ["TERM"] = "xterm-256color",
        ["NO_COLOR"] = "",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    /// <summary>Runs it to its end without a terminal.</summary>
    /// <returns>Wall time in ms from start to end, exit code, stdout, stderr.</returns>
    public Task<(double Ms, int Code, string Out, string Error)> RunAsync(CancellationToken token, params string[] arguments) =>
        Timed.RunAsync([Path, .. arguments], Home, Environment(), token);

    /// <summary>Starts it on a pty of this size.</summary>
    public Pty OnPty(int columns, int rows, params string[] arguments) => Pty.Start(columns, rows, [Path, .. arguments], Home, Environment());

    /// <summary>Starts it on a pty of 120x36.</summary>
    public Pty OnPty(params string[] arguments) => Pty.Start(120, 36, [Path, .. arguments], Home, Environment());

    public void Dispose() => _home.Delete(recursive: true);
}
