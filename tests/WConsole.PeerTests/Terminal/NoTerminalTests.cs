using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Terminal;

/// <summary>Where no screen can be shown: one line and exit 2, and nothing else is written.</summary>
public sealed class NoTerminalTests
{
    [Fact(Timeout = 60_000)]
    public async Task Input_that_is_no_terminal_is_refused()
    {
        using var directory = new TestDirectory();
        var (code, stdout, stderr) = await ChildProcess.RunAsync(directory.Path, [PtyRun.Sample], TestContext.Current.CancellationToken);
        Assert.Equal((2, "", "sample: standard input is not a terminal\n"), (code, stdout, stderr));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(">out", "standard output is not a terminal")]
    [InlineData("", "the terminal cannot show a full screen (TERM is dumb or not set)")]
    public async Task Other_places_are_refused_too(string redirection, string problem)
    {
        Peer.Require("script");
        using var directory = new TestDirectory();
        var term = new Dictionary<string, string> { ["TERM"] = redirection.Length > 0 ? "xterm" : "dumb" };
        var (code, stdout, _) = await ChildProcess.RunAsync(
            directory.Path, [Peer.Find("script")!, "-qec", $"{PtyRun.Sample} {redirection}", "/dev/null"], TestContext.Current.CancellationToken, term);
        Assert.Equal((2, $"sample: {problem}"), (code, stdout.Trim()));
    }
}
