using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Terminal;

/// <summary>The toolkit in a real terminal: tmux draws what the program sent, at two sizes, and gets its screen back.</summary>
public sealed class TmuxTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_real_terminal_shows_it_takes_keys_and_gets_its_screen_back()
    {
        Peer.Require("tmux");
        var token = TestContext.Current.CancellationToken;
        using var directory = new TestDirectory();
        string[] tmux = [Peer.Find("tmux")!, "-S", directory.File("socket"), "-f", "/dev/null"];

        async Task<string> TmuxAsync(params string[] arguments)
        {
            var (code, stdout, stderr) = await ChildProcess.RunAsync(directory.Path, [.. tmux, .. arguments], token);
            Assert.True(code == 0, $"tmux {string.Join(' ', arguments)}: {stderr}");
            return stdout;
        }

        async Task SeeAsync(string text)
        {
            var seen = "";
            await Until.TrueAsync(
                async () => (seen = await TmuxAsync("capture-pane", "-p")).Contains(text, StringComparison.Ordinal),
                TimeSpan.FromSeconds(20), () => $"'{text}' on the screen:\n{seen}", token);
        }

        try
        {
            await TmuxAsync("new-session", "-d", "-x", "120", "-y", "36", "env PS1='ready$ ' sh");
            await SeeAsync("ready$");
            await TmuxAsync("send-keys", $"clear; {PtyRun.Sample}; echo left with $?", "Enter");
            await SeeAsync("size 120x36.");
            await TmuxAsync("send-keys", "C-r");
            await SeeAsync("last key ctrl-r.");
            await TmuxAsync("send-keys", "S-Up");
            await SeeAsync("last key shift-up.");
            await TmuxAsync("resize-window", "-x", "80", "-y", "24");
            await SeeAsync("size 80x24.");
            Assert.Equal("1 0 1", (await TmuxAsync("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_sgr_flag}")).Trim());
            await TmuxAsync("send-keys", "q");
            await SeeAsync("left with 0");
            Assert.Equal("0 1 0", (await TmuxAsync("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_sgr_flag}")).Trim());
        }
        finally
        {
            await ChildProcess.RunAsync(directory.Path, [.. tmux, "kill-server"], CancellationToken.None);
        }
    }
}
