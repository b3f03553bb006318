using System.Diagnostics;

namespace WConsole.PeerTests.Peers;

/// <summary>One child process with its output in files; ended by its own pid, and its tree with it.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string stdout, string stderr)
    {
        _process = process;
        StdoutPath = stdout;
        StderrPath = stderr;
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string StdoutPath { get; }

    public string StderrPath { get; }

    /// <summary>Starts a program whose stdout and stderr are appended to two files in the folder; stdin is /dev/null.</summary>
    public static ChildProcess Start(
        string directory, string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var stdout = Path.Combine(directory, name + ".out");
        var stderr = Path.Combine(directory, name + ".err");
        // exec: the shell only opens the files, then it *is* the program, under the same pid.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = directory };
        foreach (var arg in (string[])["-c", "out=$1 err=$2; shift 2; exec \"$@\" </dev/null >>\"$out\" 2>>\"$err\"", "sh", stdout, stderr, .. command])
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        return new ChildProcess(Process.Start(start)!, stdout, stderr);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, stdout and stderr.</returns>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(
        string directory, IReadOnlyList<string> command, CancellationToken token, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var stdout = process.StandardOutput.ReadToEndAsync(token);
            var stderr = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return (process.ExitCode, await stdout, await stderr);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What the program wrote to stderr and stdout so far, for failure messages.</summary>
    public string Output() =>
        (File.Exists(StderrPath) ? File.ReadAllText(StderrPath) : "") + (File.Exists(StdoutPath) ? File.ReadAllText(StdoutPath) : "");

    public Task WaitForExitAsync(CancellationToken token) => _process.WaitForExitAsync(token);

    /// <summary>SIGKILL to the process and everything below it.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
