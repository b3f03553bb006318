using System.Diagnostics;
using System.Text.Json;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Terminal;

/// <summary>One run of a program on a pty, played by <c>pty_host.py</c> (its head explains the steps): how it ended, and how it left the terminal.</summary>
public sealed class PtyRun
{
    private readonly JsonElement _result;

    private PtyRun(JsonElement result) => _result = result;

    /// <summary>The sample program of the terminal toolkit, built beside the tests.</summary>
    public static string Sample { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../WConsole.TerminalSample", Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../../.."), AppContext.BaseDirectory), "WConsole.TerminalSample"));

    /// <summary>The exit code; minus the signal that killed it.</summary>
    public int Code => _result.GetProperty("code").GetInt32();

    public PtyNote End => new(_result);

    public double ExitMs => _result.GetProperty("notes").GetProperty("exit_ms").GetDouble();

    public (int Bytes, int Switches) Quiet =>
        (_result.GetProperty("notes").GetProperty("quiet").GetProperty("bytes").GetInt32(), _result.GetProperty("notes").GetProperty("quiet").GetProperty("switches").GetInt32());

    /// <summary>Plays the steps; fails the test when a wait was in vain.</summary>
    public static async Task<PtyRun> PlayAsync(string[] steps, bool leader = false, string size = "80x24", string[]? command = null)
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("python3");
        var start = new ProcessStartInfo(Peer.Find("python3")!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color", ["NO_COLOR"] = "", ["WCONSOLE_COLOR"] = "", ["COLORTERM"] = "" },
        };
        foreach (var arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Terminal/pty_host.py"), size, .. leader ? ["--leader"] : Array.Empty<string>(), "--", .. command ?? [Sample]])
        {
            start.ArgumentList.Add(arg);
        }

        using var host = Process.Start(start)!;
        try
        {
            await host.StandardInput.WriteAsync(string.Join('\n', steps).AsMemory(), token);
            host.StandardInput.Close();
            var text = await host.StandardOutput.ReadToEndAsync(token);
            await host.WaitForExitAsync(token);
            Assert.True(host.ExitCode == 0, "pty_host.py itself failed; its trace is on standard error");
            var result = JsonDocument.Parse(text).RootElement;
            Assert.True(result.GetProperty("failed").ValueKind == JsonValueKind.Null, $"{result.GetProperty("failed")}\n{result.GetProperty("screen").GetString()}");
            return new PtyRun(result);
        }
        finally
        {
            if (!host.HasExited)
            {
                host.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What a step "note NAME" recorded.</summary>
    public PtyNote Note(string name) => new(_result.GetProperty("notes").GetProperty(name));

    /// <summary>How long the n-th "wait" took.</summary>
    public double WaitedMs(int index) => _result.GetProperty("notes").GetProperty("waited_ms")[index].GetDouble();

    /// <summary>Everything of the terminal is as it was before the program: line settings and modes.</summary>
    public void AssertGivenBack() => End.AssertGivenBack();
}
