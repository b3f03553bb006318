using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class SmallWidgetTests
{
    [Fact]
    public void A_box_has_a_title_a_remark_and_a_foot()
    {
        var text = Picture.Of(40, 4, f =>
        {
            Box.Draw(f, Theme.Plain, "workers(shop)[42] </mail>", "[RW]").Write(0, 0, "inside", Style.Default);
            Box.DrawFoot(f, Theme.Plain, "12/42");
        });

        Assert.Equal(
            """
            ╭─ workers(shop)[42] </mail> ─── [RW] ─╮
            │inside                                │
            │                                      │
            ╰────────────────────────────── 12/42 ─╯
            """, text);
        Assert.Equal("╭─ wor… ─╮\n╰────────╯", Picture.Of(10, 2, f => Box.Draw(f, Theme.Plain, "workers", "[RW]")));
        Assert.Equal("\n", Picture.Of(1, 2, f => Assert.True(Box.Draw(f, Theme.Plain, "x").Bounds.IsEmpty)));
    }

    [Theory]
    [InlineData("Drain worker-1? It takes no new task.", 16, "Drain worker-1?|It takes no new|task.")]
    [InlineData("one\ntwo\r\n\nthree", 10, "one|two||three")]
    [InlineData("averylongwordindeed x", 6, "averyl|ongwor|dindee|d x")]
    [InlineData("東京都東京都", 5, "東京|都東|京都")]
    [InlineData("東京", 1, "東|京")]
    [InlineData("    indented text", 10, "    indent|ed text")]
    [InlineData("tab\there", 20, "tab    here")]
    [InlineData("", 5, "")]
    [InlineData("ends   ", 5, "ends")]
    public void Text_wraps_between_words(string text, int width, string lines) => Assert.Equal(lines.Split('|'), Paragraph.Wrap(text, width));

    [Fact]
    public void Key_hints_leave_out_whole_entries()
    {
        KeyHint[] hints = [new("w", "warm stop"), new("X", "cold stop", Danger: true), new("?", "help")];

        Assert.Equal(" w warm stop  X cold stop  ? help", Picture.Of(60, 1, f => KeyHints.Draw(f, Theme.Plain, hints)));
        Assert.Equal(" w warm stop  X cold stop", Picture.Of(30, 1, f => KeyHints.Draw(f, Theme.Plain, hints)));
        Assert.Equal("", Picture.Of(8, 1, f => KeyHints.Draw(f, Theme.Plain, hints)));
    }

    [Fact]
    public void Crumbs_keep_the_end_of_the_way()
    {
        string[] way = ["workers", "worker-1@host", "log"];

        Assert.Equal(" workers › worker-1@host › log", Picture.Of(40, 1, f => Crumbs.Draw(f, Theme.Plain, way)));
        Assert.Equal("…  worker-1@host › log", Picture.Of(24, 1, f => Crumbs.Draw(f, Theme.Plain, way)));
        Assert.Equal("…  log", Picture.Of(8, 1, f => Crumbs.Draw(f, Theme.Plain, way)));
        Assert.Equal("", Picture.Of(8, 1, f => Crumbs.Draw(f, Theme.Plain, [])));
    }

    [Fact]
    public void The_flash_line_is_led_by_its_glyph() =>
        Assert.Equal(" ! worker-1 does not ans…", Picture.Of(25, 1, f => Flash.Draw(f, Theme.Plain, "worker-1 does not answer", Role.FlashWarn)));

    [Fact]
    public void A_sparkline_shows_the_newest_values_and_gaps()
    {
        Assert.Equal("▁▂▄▆█", Picture.Of(5, 1, f => Sparkline.Draw(f, [99, 0, 2, 4, 6, 8], Style.Default, 8)));
        Assert.Equal("  █ ▁", Picture.Of(5, 1, f => Sparkline.Draw(f, [3, double.NaN, 0], Style.Default)));
        Assert.Equal("▁", Picture.Of(1, 1, f => Sparkline.Draw(f, [0], Style.Default)));
    }

    [Theory]
    [InlineData(0, "────")]
    [InlineData(0.5, "██──")]
    [InlineData(0.53, "██▏─")]
    [InlineData(1, "████")]
    [InlineData(7, "████")]
    [InlineData(double.NaN, "────")]
    public void A_gauge_fills_in_eighths(double fraction, string expected) => Assert.Equal(expected, Picture.Of(4, 1, f => Gauge.Draw(f, fraction, Style.Default, Style.Default)));

    [Fact]
    public void Details_line_up_wrap_and_scroll()
    {
        KeyValue[] items = [new("Pool", null), new("kind", "prefork"), new("limits", "soft 10s, hard 12s, none per child"), new("size", "4", Role.Ok)];

        Assert.Equal(
            """
            Pool
            kind    prefork
            limits  soft 10s, hard
                    12s, none per
                    child
            size    4
            """, Picture.Of(22, 6, f => KeyValueList.Draw(f, Theme.Plain, items, default)));
        var view = (default(Viewport), 0);
        Assert.Equal("        child\nsize    4", Picture.Of(22, 2, f => view = KeyValueList.Draw(f, Theme.Plain, items, new Viewport(99, 0))));
        Assert.Equal((new Viewport(4, 0), 6), view);
    }

    [Fact]
    public void Too_small_says_what_is_needed()
    {
        Assert.Contains("Too small: 20×5", Picture.Of(20, 5, f => TooSmall.Draw(f, Theme.Plain, 40, 12)), StringComparison.Ordinal);
        Assert.True(TooSmall.Is(new Canvas(39, 12).Frame, 40, 12));
        Assert.False(TooSmall.Is(new Canvas(40, 12).Frame, 40, 12));
        Picture.Of(1, 1, f => TooSmall.Draw(f, Theme.Plain, 40, 12));
    }
}
