using System.Text;

namespace WConsole.PeerTests.Terminal;

/// <summary>The loop on a real pty: silence when nothing happens, frames paced by the terminal, keys as they are typed (terminal §B, §D).</summary>
public sealed class LoopTests
{
    private const string Started = "wait background dark";

    [Fact(Timeout = 60_000)]
    public async Task While_nothing_happens_nothing_is_written_and_the_screens_thread_does_not_wake()
    {
        var run = await PtyRun.PlayAsync([Started, "quiet 1500", "keys q", "exit"]);
        Assert.Equal((0, 0), run.Quiet);
    }

    [Fact(Timeout = 60_000)]
    public async Task Frames_come_no_faster_than_a_slow_terminal_answers()
    {
        var run = await PtyRun.PlayAsync([Started, "answer 300", "note before", "keys t", "wait ticks 100.", "note after", "keys q", "exit"]);
        var frames = run.Note("after").Frames - run.Note("before").Frames;
        Assert.InRange(frames, 2, (run.WaitedMs(1) / 300) + 2);
        Assert.Equal(0, run.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_terminal_that_never_answers_is_asked_once_and_not_waited_for()
    {
        var run = await PtyRun.PlayAsync(["deaf", "wait note started", "keys t", "wait ticks 100.", "keys t", "quiet 1200", "keys j", "wait key j", "note after", "keys q", "exit"]);
        Assert.Equal(1, run.Note("after").Questions);
        Assert.InRange(run.Note("after").Frames, 6, 100);
        run.AssertGivenBack();
    }

    [Fact(Timeout = 60_000)]
    public async Task Wakes_and_messages_of_other_threads_all_arrive()
    {
        var run = await PtyRun.PlayAsync([Started, "keys p", "wait posted 1000", "keys q", "exit"]);
        Assert.Equal(0, run.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_arrow_that_comes_in_two_pieces_is_an_arrow_and_a_lone_escape_is_a_key()
    {
        var run = await PtyRun.PlayAsync([Started, @"keys \x1b[", "keys A", "wait key up", "keys \\x1b", "wait key esc", "keys q", "exit"]);
        Assert.Equal(0, run.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pasted_q_does_not_quit_and_the_mouse_and_focus_are_events()
    {
        var run = await PtyRun.PlayAsync(
            [Started, @"keys \x1b[200~rm -rf q\x1b[201~", "wait paste rm -rf q", @"keys \x1b[<64;10;5M", "wait mouse WheelUp 9,4", @"keys \x1b[O", "wait focus False",
             "keys m", "wait key m", "note off", "keys q", "exit"]);
        Assert.Equal("focus, paste, alternate screen, hidden cursor, title, kitty keys", run.Note("off").Held);
        Assert.Equal(0, run.Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_copy_larger_than_the_ptys_buffer_arrives_whole()
    {
        var run = await PtyRun.PlayAsync([Started, "keys K", "wait key K", "keys q", "exit"]);
        Assert.Equal(Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', 60_000))), run.End.Copied);
    }
}
