using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Terminal;

/// <summary>The console itself lends its terminal to a pager and comes back.</summary>
public sealed class PagerTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_pager_gets_an_ordinary_terminal_and_the_text_and_the_console_comes_back()
    {
        using var home = new TestDirectory();
        // Tells how many lines of the text name the source, and goes on at a line from the terminal.
        var run = await PtyRun.PlayAsync(
            ["wait not connected", @"keys :self\r", "wait listeners counted", "keys V", "wait paged 1", "note paging", @"keys on\r", "wait listeners counted", "quiet 50", "note back", "keys qq", "exit"],
            command: Command(home, "echo paged $(grep -c ^address); read line < /dev/tty"));
        run.Note("paging").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pager_that_is_not_there_is_said_and_the_console_goes_on()
    {
        using var home = new TestDirectory();
        var run = await PtyRun.PlayAsync(
            ["wait not connected", @"keys :self\r", "wait listeners counted", "keys V", "wait set PAGER", "quiet 50", "note back", "keys qq", "exit"], command: Command(home, "no-such-pager-here"));
        run.Note("back").AssertTaken();
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_editor_gets_the_terminal_and_the_settings_file_and_what_was_run_is_remembered()
    {
        using var home = new TestDirectory();
        var run = await PtyRun.PlayAsync(
            ["wait not connected", @"keys :edit settings\r", "wait editing now", "note editing", @"keys on\r", "wait counts from the next start", "quiet 50", "note back", "keys q", "exit"],
            command: ["/usr/bin/env", "VISUAL=", "EDITOR=sh -c 'echo theme: light > \"$1\"; echo editing now; read line' sh", .. Command(home, "cat")[2..]]);
        run.Note("editing").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.Equal(0, run.Code);
        Assert.Equal("theme: light\n", await File.ReadAllTextAsync(home.File("wconsole/config.yaml"), TestContext.Current.CancellationToken));
        var again = await PtyRun.PlayAsync(["wait not connected", "keys :", "wait what was run before", @"keys \x1b[A", "wait edit settings", "keys \\x03", "exit"], size: "130x30", command: Command(home, "cat"));
        Assert.Equal(0, again.Code);
    }

    private static string[] Command(TestDirectory home, string pager) =>
        ["/usr/bin/env", $"PAGER={pager}", $"HOME={home.Path}", $"XDG_CONFIG_HOME={home.Path}", $"XDG_STATE_HOME={home.Path}", Path.Combine(AppContext.BaseDirectory, "wconsole"), "-b", "redis://127.0.0.1:1/0"];
}
