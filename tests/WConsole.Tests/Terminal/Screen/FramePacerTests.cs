using WConsole.Terminal.Screen;

namespace WConsole.Tests.Terminal.Screen;

public sealed class FramePacerTests
{
    private readonly FramePacer _pacer = new();

    [Fact]
    public void The_first_frame_is_drawn_at_once_and_nothing_after_it()
    {
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(0)));
        Assert.True(_pacer.Drawn(At(0), sent: true));
        Assert.Null(_pacer.UntilDraw(At(10_000)));
    }

    [Fact]
    public void A_change_after_a_pause_is_drawn_at_once_and_the_next_one_50_ms_later()
    {
        Frame(0, answerAt: 5);
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(1000)));
        Frame(1000, answerAt: 1005);
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.FromMilliseconds(40), _pacer.UntilDraw(At(1010)));
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(1050)));
    }

    [Fact]
    public void What_a_key_changed_is_drawn_10_ms_after_the_last_frame_not_50()
    {
        Frame(0, answerAt: 1);
        _pacer.MarkDirty(urgent: true);
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.FromMilliseconds(8), _pacer.UntilDraw(At(2)));
        Frame(10, answerAt: 11);
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.FromMilliseconds(48), _pacer.UntilDraw(At(12)));
    }

    [Fact]
    public void The_next_frame_waits_for_the_answer_but_no_longer_than_a_second()
    {
        Frame(0, answerAt: 5);
        Frame(100, answerAt: null);
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.FromMilliseconds(900), _pacer.UntilDraw(At(200)));
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(1100)));
        _pacer.Answered(At(400));
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(400)));
        Assert.Equal(TimeSpan.FromMilliseconds(300), _pacer.RoundTrip);
    }

    [Fact]
    public void A_terminal_that_never_answered_is_not_waited_for_and_asked_only_once()
    {
        Assert.True(_pacer.Drawn(At(0), sent: true));
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(50)));
        Assert.False(_pacer.Drawn(At(50), sent: true));
        Assert.False(_pacer.Drawn(At(1500), sent: true));
        Assert.False(_pacer.Drawn(At(9000), sent: true));
        Assert.False(_pacer.AwaitsAnswer(At(9000)));
    }

    [Fact]
    public void A_late_first_answer_turns_the_pacing_on()
    {
        _pacer.Drawn(At(0), sent: true);
        _pacer.Drawn(At(1500), sent: true);
        _pacer.Answered(At(1700));
        Assert.True(_pacer.Drawn(At(2000), sent: true));
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.FromMilliseconds(900), _pacer.UntilDraw(At(2100)));
    }

    [Fact]
    public void A_terminal_that_falls_silent_is_given_up_after_five_questions()
    {
        Frame(0, answerAt: 5);
        for (var i = 1; i <= 5; i++)
        {
            Assert.True(_pacer.Drawn(At(i * 1000), sent: true));
        }

        Assert.False(_pacer.Drawn(At(6000), sent: true));
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(6050)));
    }

    [Fact]
    public void A_frame_without_bytes_asks_nothing_and_holds_nothing_up()
    {
        Frame(0, answerAt: 5);
        _pacer.MarkDirty();
        Assert.False(_pacer.Drawn(At(100), sent: false));
        Assert.False(_pacer.AwaitsAnswer(At(100)));
        _pacer.MarkDirty();
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(101)));
    }

    [Fact]
    public void An_answer_is_expected_for_a_second()
    {
        Frame(0, answerAt: null);
        Assert.True(_pacer.AwaitsAnswer(At(999)));
        Assert.False(_pacer.AwaitsAnswer(At(1000)));
    }

    [Fact]
    public void After_the_screen_was_away_everything_is_drawn_at_once()
    {
        Frame(0, answerAt: 5);
        Frame(100, answerAt: null);
        _pacer.Restart();
        Assert.Equal(TimeSpan.Zero, _pacer.UntilDraw(At(110)));
    }

    private static TimeSpan At(int ms) => TimeSpan.FromMilliseconds(ms);

    private void Frame(int at, int? answerAt)
    {
        _pacer.MarkDirty();
        Assert.True(_pacer.Drawn(At(at), sent: true));
        if (answerAt is { } ms)
        {
            _pacer.Answered(At(ms));
        }
    }
}
