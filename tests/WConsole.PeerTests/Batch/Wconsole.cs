using System.Diagnostics;
using System.Text.Json;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Batch;

/// <summary>Runs the built program as a script would: its own process, its own home, output in pipes.</summary>
internal sealed class Wconsole : IDisposable
{
    private readonly TestDirectory _home = new();

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>A file of this home.</summary>
    public string File(string name) => _home.File(name);

    public void WriteSettings(string text)
    {
        Directory.CreateDirectory(_home.File(".config/wconsole"));
        System.IO.File.WriteAllText(_home.File(".config/wconsole/config.yaml"), text);
    }

    public async Task<Ran> RunAsync(CancellationToken token, params string[] args)
    {
        using var process = Start(args);
        return await EndAsync(process, token);
    }

    /// <summary>Starts it without waiting; <see cref="EndAsync"/> waits.</summary>
    public Process Start(params string[] args)
    {
        // A test run in a shell's background inherits an ignored SIGINT, and so would the program; env gives it the default back and becomes it.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "wconsole"), .. args])
        {
            WorkingDirectory = _home.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("WCONSOLE_", StringComparison.Ordinal) || k.StartsWith("XDG_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _home.Path;
        foreach (var (key, value) in Environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<Ran> EndAsync(Process process, CancellationToken token)
    {
        try
        {
            var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(token), process.StandardError.ReadToEndAsync(token));
            await process.WaitForExitAsync(token);
            return new Ran(process.ExitCode, await stdout, await stderr);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public void Dispose() => _home.Dispose();
}

/// <summary>What came of one run.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The items of a listing by their name.</summary>
    public Dictionary<string, JsonElement> Items => Json.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!);

    /// <summary>The one line on stderr.</summary>
    public string OneLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
