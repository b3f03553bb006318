using System.Text;
using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

public sealed class FrameEncoderTests
{
    private static readonly Style Red = new(new Rgb(205, 0, 0), null, TextAttributes.Bold);

    [Fact]
    public void The_first_frame_erases_and_writes_only_what_is_not_empty()
    {
        var canvas = new Canvas(10, 3);
        canvas.Frame.Write(2, 1, "hi", Red);

        Assert.Equal("\e[?2026h\e[?25l\e[m\e[2J\e[2;3H\e[1;31mhi\e[?2026l", Encode(new FrameEncoder(), canvas, ColorDepth.Ansi16));
    }

    [Fact]
    public void Nothing_changed_is_no_byte()
    {
        var canvas = new Canvas(10, 3);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "東京 👨‍👩‍👧", Red);
        canvas.Frame.ShowCursor(3, 1);
        Assert.NotEqual("", Encode(encoder, canvas));

        Assert.Equal("", Encode(encoder, canvas));
        canvas.Clear(Style.Default);
        canvas.Frame.Write(0, 0, "東京 👨‍👩‍👧", Red);
        canvas.Frame.ShowCursor(3, 1);
        Assert.Equal("", Encode(encoder, canvas));
    }

    [Fact]
    public void A_short_gap_is_written_again_and_a_long_one_is_jumped()
    {
        var canvas = new Canvas(30, 1);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "abcdefghijklmnopqrstuvwxyz", Style.Default);
        Encode(encoder, canvas);
        canvas.Frame.Write(0, 0, "A", Style.Default);
        canvas.Frame.Write(3, 0, "D", Style.Default);
        canvas.Frame.Write(20, 0, "U", Style.Default);

        Assert.Equal("\e[?2026h\e[GAbcD\e[16CU\e[?2026l", Encode(encoder, canvas));
    }

    [Fact]
    public void The_empty_end_of_a_line_is_erased()
    {
        var canvas = new Canvas(40, 1);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "some long text that goes away", Style.Default);
        Encode(encoder, canvas);
        canvas.Clear(Style.Default);
        canvas.Frame.Write(0, 0, "some", Style.Default);

        // The space after it was there before: erasing begins at the first cell that differs.
        Assert.Equal("\e[?2026h\e[6G\e[K\e[?2026l", Encode(encoder, canvas));
    }

    [Fact]
    public void Moving_only_the_cursor_writes_no_cell()
    {
        var canvas = new Canvas(10, 2);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "abc", Style.Default);
        canvas.Frame.ShowCursor(1, 0);
        Encode(encoder, canvas);
        canvas.Frame.ShowCursor(2, 0);
        Assert.Equal("\e[?2026h\e[C\e[?2026l", Encode(encoder, canvas));
        canvas.Clear(Style.Default);
        canvas.Frame.Write(0, 0, "abc", Style.Default);
        Assert.Equal("\e[?2026h\e[?25l\e[?2026l", Encode(encoder, canvas));
    }

    [Fact]
    public void An_odd_cluster_is_anchored_on_both_sides_and_its_neighbours_are_written_again()
    {
        var canvas = new Canvas(20, 1);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "ab-----", Style.Default);
        Encode(encoder, canvas);
        canvas.Frame.Write(1, 0, "👨‍👩‍👧", Style.Default);

        // Three people of two cells each may have been drawn: the cells after the two of ours are written again.
        Assert.Equal("\e[?2026h\e[2G  \e[1;2H👨‍👩‍👧\e[1;4H----\e[?2026l", Encode(encoder, canvas));
    }

    [Fact]
    public void At_the_right_edge_only_the_base_of_an_odd_cluster_is_written()
    {
        var canvas = new Canvas(4, 1);
        canvas.Frame.Write(2, 0, "👨‍👩‍👧", Style.Default);

        Assert.EndsWith("\e[1;3H  \e[1;3H👨\e[?2026l", Encode(new FrameEncoder(), canvas), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scroll_hint_saves_most_of_the_bytes_and_a_wrong_one_is_not_taken()
    {
        var canvas = new Canvas(60, 20);
        var encoder = new FrameEncoder();
        Rows(canvas, 0);
        Encode(encoder, canvas);
        Rows(canvas, 1);
        encoder.ScrollHint(0, 20, 1);
        var scrolled = Encode(encoder, canvas);

        Assert.StartsWith("\e[?2026h\e[1;20r\e[1S\e[r", scrolled, StringComparison.Ordinal);
        Assert.True(scrolled.Length < 120, $"{scrolled.Length} bytes");
        encoder.ScrollHint(0, 20, 3);
        Assert.Equal("", Encode(encoder, canvas));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(7)]
    [InlineData(-5)]
    public void Rows_that_moved_are_found_without_a_hint_between_rows_that_stayed(int lines)
    {
        var canvas = new Canvas(60, 24);
        var screen = new VtScreen(60, 24);
        var encoder = new FrameEncoder();
        Draw(50);
        screen.Feed(encoder.Encode(canvas, ColorDepth.TrueColor).Span);
        Draw(50 + lines);
        var bytes = encoder.Encode(canvas, ColorDepth.TrueColor);
        screen.Feed(bytes.Span);

        Assert.Null(VtJudge.Difference(canvas, screen, ColorDepth.TrueColor));
        Assert.Contains($"\e[3;22r\e[{Math.Abs(lines)}{(lines > 0 ? 'S' : 'T')}\e[r", Encoding.UTF8.GetString(bytes.Span), StringComparison.Ordinal);
        Assert.InRange(bytes.Length, 1, 100 + (Math.Abs(lines) * 70));

        void Draw(int first)
        {
            Rows(canvas, first);
            canvas.Frame.Fill(new Rect(0, 0, 60, 2), '=', Red);
            canvas.Frame.Fill(new Rect(0, 22, 60, 2), '-', Red);
        }
    }

    [Fact]
    public void Another_depth_or_an_invalidation_paints_in_full()
    {
        var canvas = new Canvas(10, 1);
        var encoder = new FrameEncoder();
        canvas.Frame.Write(0, 0, "hi", Red);
        Encode(encoder, canvas, ColorDepth.Ansi16);

        Assert.Contains("\e[38;2;205;0;0m"[5..], Encode(encoder, canvas, ColorDepth.TrueColor), StringComparison.Ordinal);
        Assert.Equal("", Encode(encoder, canvas, ColorDepth.TrueColor));
        encoder.Invalidate();
        Assert.Contains("\e[2J", Encode(encoder, canvas, ColorDepth.TrueColor), StringComparison.Ordinal);
        Assert.DoesNotContain("31", Encode(encoder, canvas, ColorDepth.Mono), StringComparison.Ordinal);
    }

    [Fact]
    public void Steady_frames_allocate_nothing()
    {
        var canvas = new Canvas(120, 40);
        var encoder = new FrameEncoder();
        for (var i = 0; i < 50; i++)
        {
            Draw(i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = 0;
        for (var i = 50; i < 250; i++)
        {
            bytes += Draw(i);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
        Assert.True(bytes > 10_000, "the frames differed");

        int Draw(int i)
        {
            canvas.Clear(Style.Default);
            for (var y = 0; y < 40; y++)
            {
                canvas.Frame.Write(y % 7, y, (i % 2 == 0) ? "worker-東京 busy e\u0301 👨‍👩‍👧 even" : "worker-東京 idle e\u0301 🇫🇮 odd", y == i % 40 ? Red : Style.Default);
            }

            return encoder.Encode(canvas, ColorDepth.TrueColor).Length;
        }
    }

    private static void Rows(Canvas canvas, int first)
    {
        canvas.Clear(Style.Default);
        for (var y = 0; y < canvas.Height; y++)
        {
            canvas.Frame.Write(0, y, $"row {first + y} with some text in it that is long enough", Style.Default);
        }
    }

    private static string Encode(FrameEncoder encoder, Canvas canvas, ColorDepth depth = ColorDepth.TrueColor) => Encoding.UTF8.GetString(encoder.Encode(canvas, depth).Span);
}
