using System.Text;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Logs;

namespace WConsole.Tests.App.Tui.Logs;

/// <summary>Bytes of several logs on their way to the screen.</summary>
public sealed class LogFeedTests
{
    private readonly ManualTime _time = new();
    private readonly LogBuffer _buffer = new();
    private int _rung;

    [Fact(Timeout = 30_000)]
    public async Task Lines_are_whole_however_they_were_cut_and_never_mixed()
    {
        using var feed = Feed();
        var (one, other) = (feed.Intake(0), feed.Intake(1));
        await PutAsync(one, 0, "a li");
        await PutAsync(other, 0, "an");
        await PutAsync(one, 1, "err\n");
        await PutAsync(one, 0, "ne\nnext\nha");
        await PutAsync(other, 0, "other\n");
        Assert.True(feed.Drain(_buffer));
        Assert.Equal(["0 err", "0 a line", "0 next", "1 another"], Lines());
        await PutAsync(one, 0, "lf\n\n");
        Assert.True(feed.Drain(_buffer));
        Assert.Equal(["0 half", "0 "], Lines().Skip(4));
        Assert.False(feed.Drain(_buffer));
        Assert.Equal(6, _rung);
    }

    [Fact(Timeout = 30_000)]
    public async Task When_old_lines_came_is_not_known_and_notes_are_lines()
    {
        using var feed = Feed();
        var intake = feed.Intake(0);
        await intake.TakeAsync(0, "old\n"u8.ToArray(), true, TestContext.Current.CancellationToken);
        await PutAsync(intake, 0, "new\n");
        intake.Say("/var/log/x was emptied");
        feed.Drain(_buffer);
        Assert.Equal(["0 old", "0 new", "0 ── /var/log/x was emptied"], Lines());
        Assert.Equal([default, _time.GetUtcNow()], [_buffer.At(0), _buffer.At(1)]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_line_without_end_is_kept_to_a_megabyte()
    {
        using var feed = Feed();
        var intake = feed.Intake(0);
        var piece = Encoding.ASCII.GetBytes(new string('x', 500_000));
        for (var i = 0; i < 4; i++)
        {
            await intake.TakeAsync(0, piece, false, TestContext.Current.CancellationToken);
            feed.Drain(_buffer);
        }

        await PutAsync(intake, 0, "\nnext\n");
        feed.Drain(_buffer);
        Assert.Equal([LogBuffer.LongestLine, 4], [_buffer.Text(0).Length, _buffer.Text(1).Length]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_reads_faster_than_is_shown_waits()
    {
        using var feed = Feed();
        var intake = feed.Intake(0);
        var piece = Encoding.ASCII.GetBytes(new string('x', (1 << 20) - 1) + "\n");
        await intake.TakeAsync(0, piece, false, TestContext.Current.CancellationToken);
        await intake.TakeAsync(0, piece, false, TestContext.Current.CancellationToken);
        var third = intake.TakeAsync(0, piece, false, TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);
        feed.Drain(_buffer);
        await third;
        feed.Drain(_buffer);
        Assert.Equal(3, _buffer.End);
    }

    private LogFeed Feed() => new(_time, () => Interlocked.Increment(ref _rung));

    private static ValueTask PutAsync(ILogIntake intake, int file, string text) => intake.TakeAsync(file, Encoding.UTF8.GetBytes(text), false, TestContext.Current.CancellationToken);

    private IEnumerable<string> Lines() => Enumerable.Range(0, (int)_buffer.End).Select(i => $"{_buffer.Source(i)} {_buffer.Text(i)}");
}
