using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

public sealed class ColorLadderTests
{
    [Theory]
    [InlineData(255, 0, 0, 196, 9)]
    [InlineData(205, 0, 0, 160, 1)]
    [InlineData(0, 0, 0, 16, 0)]
    [InlineData(255, 255, 255, 231, 15)]
    [InlineData(128, 128, 128, 244, 8)]
    [InlineData(139, 148, 158, 246, 8)]
    [InlineData(126, 231, 135, 114, 10)]
    [InlineData(227, 179, 65, 179, 3)]
    [InlineData(28, 61, 99, 23, 4)]
    [InlineData(182, 35, 36, 124, 1)]
    [InlineData(210, 168, 255, 183, 13)]
    [InlineData(13, 17, 23, 233, 0)]
    [InlineData(204, 227, 255, 189, 7)]
    [InlineData(121, 192, 255, 111, 14)]
    public void A_colour_becomes_what_says_the_same(int r, int g, int b, int of256, int of16)
    {
        var color = new Rgb((byte)r, (byte)g, (byte)b);

        Assert.Equal(of256, ColorLadder.To256(color));
        Assert.Equal(of16, ColorLadder.To16(color));
    }

    [Fact]
    public void The_classic_colours_are_themselves() => Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(i, ColorLadder.To16(ColorLadder.ClassicColor(i))));

    [Fact]
    public void No_other_of_the_256_is_nearer()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var color = new Rgb((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            var best = Enumerable.Range(16, 240).Min(n => Distance(color, Of256(n)));
            // The grey step is taken from the mean, which is off by one step at most.
            Assert.InRange(Distance(color, Of256(ColorLadder.To256(color))), best, best + 150);
        }
    }

    [Fact]
    public void Text_does_not_vanish_when_two_shades_fall_together()
    {
        var style = new Style(new Rgb(60, 70, 160), new Rgb(28, 61, 99), TextAttributes.None);
        var at16 = ColorLadder.Resolve(style, ColorDepth.Ansi16);

        Assert.Equal((15, 4), (at16.Foreground, at16.Background));
        Assert.Equal(0, ColorLadder.Resolve(new Style(new Rgb(125, 78, 0), new Rgb(204, 227, 255), TextAttributes.None), ColorDepth.Ansi16).Foreground);
        // On the terminal's own ground every colour stays.
        Assert.Equal(4, ColorLadder.Resolve(style with { Background = null }, ColorDepth.Ansi16).Foreground);
        Assert.Equal(new SgrState(SgrState.Own, SgrState.Own, TextAttributes.None), ColorLadder.Resolve(style, ColorDepth.Mono));
    }

    [Fact]
    public void Sgr_takes_the_shorter_way()
    {
        var bold = new SgrState(1, SgrState.Own, TextAttributes.Bold);
        Assert.Equal("\e[m", Way(bold, SgrState.Default));
        Assert.Equal("\e[32m", Way(bold, bold with { Foreground = 2 }));
        Assert.Equal("\e[22;2m", Way(bold, bold with { Attributes = TextAttributes.Dim }));
        Assert.Equal("\e[1;7;91;48;5;200m", Way(SgrState.Default, new SgrState(9, SgrState.Indexed + 200, TextAttributes.Bold | TextAttributes.Reverse)));
        Assert.Equal("", Way(bold, bold));
    }

    private static string Way(SgrState from, SgrState to)
    {
        var sink = new ByteSink();
        Sgr.Write(sink, from, to);
        return System.Text.Encoding.ASCII.GetString(sink.Written.Span);
    }

    private static Rgb Of256(int n)
    {
        if (n >= 232)
        {
            var grey = (byte)(8 + (10 * (n - 232)));
            return new Rgb(grey, grey, grey);
        }

        int[] levels = [0, 95, 135, 175, 215, 255];
        n -= 16;
        return new Rgb((byte)levels[n / 36], (byte)levels[n / 6 % 6], (byte)levels[n % 6]);
    }

    private static int Distance(Rgb a, Rgb b) => ((a.R - b.R) * (a.R - b.R)) + ((a.G - b.G) * (a.G - b.G)) + ((a.B - b.B) * (a.B - b.B));
}
