namespace WConsole.PeerTests.Terminal;

/// <summary>Every way out of the full screen: the terminal is given back and the exit code says why (terminal §B).</summary>
public sealed class WaysOutTests
{
    private const string Started = "wait background dark";

    [Fact(Timeout = 60_000)]
    public async Task The_quit_key_gives_the_terminal_back()
    {
        var run = await PtyRun.PlayAsync([Started, "note in", "keys q", "exit"]);
        run.Note("in").AssertTaken();
        Assert.Equal(0, run.Code);
        Assert.Equal("", run.End.Screen);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_C_is_a_key_and_no_signal()
    {
        var run = await PtyRun.PlayAsync([Started, @"keys \x03", "wait key ctrl-c", "keys q", "exit"]);
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    [InlineData("QUIT", 131)]
    public async Task A_signal_ends_it_with_its_code(string signal, int code)
    {
        var run = await PtyRun.PlayAsync([Started, $"signal {signal}", "exit"]);
        Assert.Equal(code, run.Code);
        Assert.Equal("", run.End.Screen);
        run.AssertGivenBack();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_closed_pty_ends_it_within_a_second(bool leader)
    {
        var run = await PtyRun.PlayAsync([Started, "hangup", "exit"], leader);
        Assert.Equal(129, run.Code);
        Assert.InRange(run.ExitMs, 0, 1000);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_exception_on_the_screens_thread_is_told_on_the_normal_screen()
    {
        var run = await PtyRun.PlayAsync([Started, "keys x", "exit"], size: "200x50");
        Assert.Equal(70, run.Code);
        Assert.Contains("sample: internal error, the program ends: System.InvalidOperationException: injected on the screen's thread", run.End.Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task An_exception_on_another_thread_is_told_on_the_normal_screen()
    {
        var run = await PtyRun.PlayAsync([Started, "keys X", "exit"], size: "200x50");
        Assert.Equal(-6, run.Code);
        Assert.Contains("injected on a pool thread", run.End.Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_terminal_that_takes_nothing_does_not_hold_up_the_end()
    {
        var run = await PtyRun.PlayAsync([Started, "stall", "keys K", "signal TERM", "exit"]);
        Assert.Equal(143, run.Code);
        Assert.InRange(run.ExitMs, 0, 4000);
        Assert.True(run.End.SameSettings);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_request_ends_a_program_whose_screen_thread_is_stuck()
    {
        // Killed by the signal itself, which a shell shows as 143. The first one is answered within two seconds, or it was not heard.
        var run = await PtyRun.PlayAsync([Started, "keys h", "signal TERM", "pause 2100", "signal TERM", "exit"]);
        Assert.Equal(-15, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task An_answer_that_comes_late_is_not_typed_into_the_shell()
    {
        var run = await PtyRun.PlayAsync([Started, "answer 120", "keys j", "wait key j", "keys q", "exit"]);
        Assert.Equal(0, run.Code);
        Assert.Equal("", run.End.Screen);
        Assert.InRange(run.ExitMs, 0, 1000);
        run.AssertGivenBack();
    }
}
