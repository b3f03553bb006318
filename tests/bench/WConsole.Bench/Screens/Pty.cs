using System.Diagnostics;
using System.Text.Json;

namespace WConsole.Bench.Screens;

/// <summary>A program on a pty, driven step by step through pty_drive.py, which tells what the steps are.</summary>
internal sealed class Pty : IAsyncDisposable
{
    private readonly Process _driver;

    private Pty(Process driver) => _driver = driver;

    public static Pty Start(int columns, int rows, IReadOnlyList<string> command, string folder, Dictionary<string, string> environment)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Screens/pty_drive.py");
        var start = new ProcessStartInfo("python3", [script, $"{columns}x{rows}", "--", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new Pty(Process.Start(start)!);
    }

    /// <summary>Does one step and returns what the driver measured.</summary>
    /// <exception cref="InvalidOperationException">The driver ended.</exception>
    public async Task<JsonElement> DoAsync(string step, CancellationToken token)
    {
        await _driver.StandardInput.WriteLineAsync(step.AsMemory(), token);
        await _driver.StandardInput.FlushAsync(token);
        return await _driver.StandardOutput.ReadLineAsync(token) is { } line
            ? JsonDocument.Parse(line).RootElement
            : throw new InvalidOperationException($"the pty driver ended at '{step}'");
    }

    /// <summary>The milliseconds that a step tells; NaN when what was waited for never came.</summary>
    public async Task<double> MsAsync(string step, CancellationToken token) =>
        (await DoAsync(step, token)).GetProperty("ms") is { ValueKind: JsonValueKind.Number } ms ? ms.GetDouble() : double.NaN;

    public async Task<string> PictureAsync(CancellationToken token) => (await DoAsync("picture", token)).GetProperty("text").GetString()!;

    /// <summary>Ends the program (TERM, then KILL), and the driver.</summary>
    public async ValueTask DisposeAsync()
    {
        // At the end of its input the driver ends the program that it started.
        _driver.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        await _driver.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_driver.HasExited)
        {
            _driver.Kill(entireProcessTree: true);
        }

        _driver.Dispose();
    }
}
