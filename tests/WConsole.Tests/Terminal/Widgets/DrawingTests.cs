using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

/// <summary>The same widgets in ASCII and in words.</summary>
public sealed class DrawingTests
{
    private static readonly Theme Reader = ThemeResolver.Resolve("screen-reader", Themes.ThemeFiles.Shipped).Theme;
    private static readonly Theme Ascii = ThemeResolver.Resolve("ascii", Themes.ThemeFiles.Shipped).Theme;

    [Fact]
    public void A_box_in_ascii_has_an_ascii_frame() => Assert.Equal(
        """
        +- workers[2] -----+
        | caf? ? ~         |
        +------------------+
        """,
        Draw(Ascii, 20, 3, f => Box.Draw(f, Ascii, "workers[2]").Write(0, 0, " café 東…", default)).ToText());

    [Fact]
    public void A_box_in_words_is_its_title_and_its_lines() => Assert.Equal(
        """
         workers[2]      [RW]
        café 東… ^ y

        """,
        Draw(Reader, 24, 3, f => Box.Draw(f, Reader, "workers[2]", "[RW]").Write(0, 0, "café 東… ↑ ●", default)).ToText());

    [Fact]
    public void In_words_the_cursor_stands_on_the_selected_row()
    {
        var canvas = Draw(Reader, 30, 5, f => Table.Draw(f, Reader, [new("NODE", 8, 30)], new Three(), new Viewport(0, 1), new TableOptions()));

        Assert.Equal((0, 2), canvas.Cursor);
        Assert.Null(Draw(Ascii, 30, 5, f => Table.Draw(f, Ascii, [new("NODE", 8, 30)], new Three(), new Viewport(0, 1), new TableOptions())).Cursor);
    }

    [Fact]
    public void A_dialog_in_words_takes_whole_lines_and_has_the_cursor_on_its_button()
    {
        ImmutableArray<TextLine> body = [new("w1 loses a task run.")];
        var canvas = Draw(Reader, 40, 7, f =>
        {
            f.Fill(f.Bounds, 'z', default);
            Popup.Draw(f, Reader, new Dialog("Cold stop", body, ["Stop", "Cancel"], Focus: 1, Danger: true));
        });

        Assert.Equal(
            """
            zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
             danger: Cold stop
             w1 loses a task run.

                     [ Stop ]   [ Cancel ]

            zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
            """, canvas.ToText());
        Assert.Equal((22, 4), canvas.Cursor);
    }

    [Fact]
    public void Bars_become_marks_in_ascii_and_numbers_in_words()
    {
        static void Both(Frame f)
        {
            Gauge.Draw(f.Slice(new Rect(0, 0, 8, 1)), 0.42, default, default);
            Sparkline.Draw(f.Slice(new Rect(0, 1, 8, 1)), [0, 1, 2, 3, 4, 5, 6, 8], default);
        }

        Assert.Equal("###-----\n__.-:=+#", Draw(Ascii, 8, 2, Both).ToText());
        Assert.Equal("     42%\n       8", Draw(Reader, 8, 2, Both).ToText());
        Assert.Equal("       ?\n       ?", Draw(Reader, 8, 2, f =>
        {
            Gauge.Draw(f.Slice(new Rect(0, 0, 8, 1)), double.NaN, default, default);
            Sparkline.Draw(f.Slice(new Rect(0, 1, 8, 1)), [1, double.NaN], default);
        }).ToText());
    }

    [Fact]
    public void A_flash_in_words_says_what_it_is() => Assert.Equal(" warning: no such view", Draw(Reader, 40, 1, f => Flash.Draw(f, Reader, "no such view", Role.FlashWarn)).ToText());

    private static Canvas Draw(Theme theme, int width, int height, Action<Frame> draw)
    {
        var canvas = new Canvas(width, height) { Drawing = theme.Drawing };
        draw(canvas.Frame);
        return canvas;
    }

    private sealed class Three : ITableRows
    {
        public int Count => 3;

        public RowLook Look(int row) => new();

        public TableCell Cell(int row, int column) => new($"worker-{row}");
    }
}
