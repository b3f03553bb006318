using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

public sealed class CanvasTests
{
    private static readonly Style Red = new(new Rgb(205, 0, 0), null, TextAttributes.None);

    [Fact]
    public void Text_is_cut_at_the_edges_of_its_frame_only()
    {
        var text = Picture.Of(12, 3, canvas =>
        {
            canvas.Fill(canvas.Bounds, '.', Style.Default);
            var inner = canvas.Slice(new Rect(2, 1, 6, 1));
            inner.Write(-2, 0, "0123456789abc", Style.Default);
            inner.Write(0, 1, "below", Style.Default);
            inner.Write(0, -1, "above", Style.Default);
        });

        Assert.Equal(
            """
            ............
            ..234567....
            ............
            """, text);
    }

    [Fact]
    public void A_slice_that_hangs_over_keeps_its_origin()
    {
        var text = Picture.Of(6, 2, canvas => canvas.Slice(new Rect(-3, -1, 6, 2)).Write(0, 1, "abcdef", Style.Default));

        Assert.Equal("def\n", text);
    }

    [Fact]
    public void Half_of_a_wide_character_is_never_left()
    {
        Assert.Equal(" x", Picture.Of(6, 1, f => Over(f, "東", 1, "x")));
        Assert.Equal("x ｙ", Picture.Of(6, 1, f => Over(f, "東ｙ", 0, "x")));
        Assert.Equal(" 京b東", Picture.Of(6, 1, f => Over(f, "東ab東z", 1, "京")));
        // Cut by the frame's edges on both sides.
        Assert.Equal("[ 京 ]", Picture.Of(6, 1, f =>
        {
            f.Write(0, 0, "[    ]", Style.Default);
            f.Slice(new Rect(1, 0, 4, 1)).Write(-1, 0, "東京都", Style.Default);
        }));

        static int Over(Frame frame, string first, int x, string second)
        {
            frame.Write(0, 0, first, Style.Default);
            return frame.Write(x, 0, second, Style.Default);
        }
    }

    [Fact]
    public void Write_returns_the_cells_it_took()
    {
        var frame = new Canvas(10, 1).Frame;

        Assert.Equal(3, frame.Write(0, 0, "abc", Style.Default));
        Assert.Equal(6, frame.Write(0, 0, "東京都", Style.Default));
        Assert.Equal(2, frame.Write(8, 0, "abc", Style.Default));
        Assert.Equal(0, frame.Write(10, 0, "abc", Style.Default));
        Assert.Equal(0, frame.Write(0, 1, "abc", Style.Default));
    }

    [Theory]
    [InlineData("abc", Alignment.Right, "   abc")]
    [InlineData("abc", Alignment.Center, " abc")]
    [InlineData("abcdefg", Alignment.Right, "abcde…")]
    [InlineData("東京東京", Alignment.Left, "東京…")]
    [InlineData("", Alignment.Right, "")]
    public void A_field_aligns_or_cuts(string text, Alignment alignment, string expected) =>
        Assert.Equal(expected, Picture.Of(8, 1, f => f.WriteField(0, 0, 6, text, Style.Default, alignment)));

    [Fact]
    public void Colours_come_out_as_sgr()
    {
        var canvas = Picture.Canvas(5, 2, f => f.Write(1, 0, "ab", Red.With(TextAttributes.Bold)));

        Assert.Equal(" \e[1;31mab\e[0m  \n     \n".Replace("\e[0m", "\e[m", StringComparison.Ordinal), canvas.ToAnsi(ColorDepth.Ansi16));
    }

    [Fact]
    public void Ink_that_nobody_sees_makes_no_difference()
    {
        var canvas = new Canvas(4, 1);
        canvas.Frame.Write(0, 0, "  ", Red);

        Assert.Equal(canvas.Row(0)[2], canvas.Row(0)[0]);
        canvas.Frame.Write(0, 0, " ", Red.With(TextAttributes.Underline));
        Assert.NotEqual(canvas.Row(0)[2], canvas.Row(0)[0]);
    }

    [Fact]
    public void Ascii_terminals_get_likenesses()
    {
        var canvas = new Canvas(20, 1) { Drawing = Drawing.Ascii };
        canvas.Frame.Write(0, 0, "╭─ ● 東x ▶ é…│█", Style.Default);

        Assert.Equal("+- * ? x > ?~|#", canvas.ToText());
    }

    [Fact]
    public void The_tables_are_bounded_and_start_anew_when_full()
    {
        var canvas = new Canvas(4, 1);
        var encoder = new FrameEncoder();
        var screen = new VtScreen(4, 1);
        for (var i = 0; i < 3 * StyleTable.Limit; i++)
        {
            canvas.Clear(Style.Default);
            canvas.Frame.Write(0, 0, "a" + (char)(0x300 + (i % 70)) + (char)(0x300 + (i / 70 % 70)), Style.Default);
            canvas.Frame.Write(1, 0, "x", new Style(new Rgb((byte)i, (byte)(i >> 8), 77), null, TextAttributes.None));
            screen.Feed(encoder.Encode(canvas, ColorDepth.TrueColor).Span);
        }

        Assert.Null(VtJudge.Difference(canvas, screen, ColorDepth.TrueColor));
        Assert.InRange(canvas.Generation, 2, 8);
    }

    [Fact]
    public void Within_one_frame_a_full_table_costs_colours_not_characters()
    {
        var canvas = new Canvas(2, 1);
        for (var i = 0; i < 2 * StyleTable.Limit; i++)
        {
            canvas.Frame.Write(0, 0, "x", new Style(new Rgb((byte)i, (byte)(i >> 8), 77), null, TextAttributes.Bold));
        }

        Assert.Equal("x", canvas.ToText());
        Assert.Equal(new Style(null, null, TextAttributes.Bold), canvas.Styles[canvas.Row(0)[0].Style]);
    }
}
