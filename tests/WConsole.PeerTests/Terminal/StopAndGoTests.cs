namespace WConsole.PeerTests.Terminal;

/// <summary>The terminal goes away and comes back: stops, children, new sizes (terminal §B).</summary>
public sealed class StopAndGoTests
{
    private const string Started = "wait background dark";

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_Z_stops_it_and_fg_brings_it_back_at_the_new_size()
    {
        var run = await PtyRun.PlayAsync(
            [Started, @"keys \x1a", "stopped", "note stopped", "resize 60x20", "fg", "wait note resumed", "wait size 60x20", "note back",
             @"keys \x1a", "stopped", "fg", "keys j", "wait key j", "keys q", "exit"]);
        run.Note("stopped").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.EndsWith("bottom row", run.Note("back").Screen, StringComparison.Ordinal);
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_windows_title_is_clean_follows_the_terminal_and_is_given_back()
    {
        var run = await PtyRun.PlayAsync(
            [Started, "keys T", "wait key T", "note named", @"keys \x1a", "stopped", "note stopped", "fg", "wait note resumed", "note back",
             "signal STOP", "stopped", "fg", "keys j", "wait key j", "note again", "keys q", "exit"]);
        Assert.Equal(("sample: ]2;evil 3 of 東京", 1), (run.Note("named").Title, run.Note("named").TitlesKept));
        Assert.Equal(("shell", 0), (run.Note("stopped").Title, run.Note("stopped").TitlesKept));
        Assert.Equal((run.Note("named").Title, 1), (run.Note("back").Title, run.Note("back").TitlesKept));
        Assert.Equal((run.Note("named").Title, 1), (run.Note("again").Title, run.Note("again").TitlesKept));
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_Z_also_stops_a_script_around_it()
    {
        // Else the script would go on waiting, and the shell, which watches the script, would never give a prompt.
        var run = await PtyRun.PlayAsync(
            [Started, @"keys \x1a", "stopped", "note stopped", "fg", "wait note resumed", "note back", "keys q", "exit"],
            command: ["/bin/sh", "-c", $"{PtyRun.Sample}; echo script goes on after $?"]);
        run.Note("stopped").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.Contains("script goes on after 0", run.End.Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stop_asked_for_by_signal_is_the_same()
    {
        var run = await PtyRun.PlayAsync([Started, "signal TSTP", "stopped", "note stopped", "fg", "wait note resumed", "note back", "keys q", "exit"]);
        run.Note("stopped").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task After_a_stop_nobody_announced_it_is_raw_again_and_repainted()
    {
        var run = await PtyRun.PlayAsync([Started, "signal STOP", "stopped", "cook", "note cooked", "fg", "wait note resumed", "note back", "keys q", "exit"]);
        Assert.True(run.Note("cooked").SameSettings);
        run.Note("back").AssertTaken();
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_shell_that_could_continue_it_it_does_not_stop()
    {
        var run = await PtyRun.PlayAsync([Started, "keys z", "wait nobody could continue", @"keys \x1a", "wait key ctrl-z", "keys q", "exit"], leader: true);
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_program_gets_an_ordinary_terminal_and_its_keys()
    {
        var run = await PtyRun.PlayAsync([Started, "keys c", "wait child-ready", "note child", @"keys hello\r", "wait child ended 0", "note back", "keys q", "exit"]);
        run.Note("child").AssertGivenBack();
        run.Note("back").AssertTaken();
        Assert.Contains("keys 1.", run.Note("back").Screen, StringComparison.Ordinal);
        Assert.Contains("child got hello", run.End.Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_C_in_a_child_ends_only_the_child()
    {
        var run = await PtyRun.PlayAsync([Started, "keys c", "wait child-ready", @"keys \x03", "wait child ended", "keys j", "wait key j", "keys q", "exit"]);
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_Z_in_a_child_stops_both_and_fg_continues_both()
    {
        var run = await PtyRun.PlayAsync(
            [Started, "keys c", "wait child-ready", @"keys \x1a", "stopped", "fg", @"keys again\r", "wait child ended 0", "note back", "keys q", "exit"]);
        run.Note("back").AssertTaken();
        Assert.Contains("child got again", run.End.Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Twenty_resizes_in_a_burst_are_few_frames_and_end_at_the_last_size()
    {
        var run = await PtyRun.PlayAsync([Started, "note before", "storm 20", "wait size 70x20", "note after", "keys q", "exit"]);
        Assert.InRange(run.Note("after").Frames - run.Note("before").Frames, 1, 10);
        Assert.EndsWith("bottom row", run.Note("after").Screen, StringComparison.Ordinal);
        run.AssertGivenBack();
    }
}
