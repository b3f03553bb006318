using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class DialogTests
{
    private static readonly Dialog Cold = new(
        "Cold stop worker-1?",
        [new("2 running tasks will be lost:"), new("mail.send 12s, not acks-late: lost", Role.Error), new("img.resize 3s, acks-late: redelivered", Role.Warn)],
        ["Cancel", "Stop it"],
        Danger: true);

    [Fact]
    public void It_stands_in_the_middle_over_what_was_there()
    {
        var text = Picture.Of(60, 11, f =>
        {
            f.Fill(f.Bounds, '.', Style.Default);
            Popup.Draw(f, Theme.Plain, Cold);
        });

        Assert.Equal(
            """
            .........╭─ ! Cold stop worker-1? ───────────────╮..........
            .........│ 2 running tasks will be lost:         │..........
            .........│ mail.send 12s, not acks-late: lost    │..........
            .........│ img.resize 3s, acks-late: redelivered │..........
            .........│                                       │..........
            .........│       [ Cancel ]   [ Stop it ]        │..........
            .........╰───────────────────────────────────────╯..........
            """, string.Join('\n', text.Split('\n')[2..9]));
    }

    [Fact]
    public void It_is_never_larger_than_the_screen_and_its_body_scrolls()
    {
        for (var width = 0; width < 50; width++)
        {
            for (var height = 0; height < 14; height++)
            {
                var canvas = Picture.Canvas(width, height, f =>
                {
                    var view = Popup.Draw(f, Theme.Plain, Cold with { Scroll = 99, Input = FieldText.Of("shop") });
                    Assert.True(view.Area.Right <= width && view.Area.Bottom <= height);
                    Assert.InRange(view.Scroll, 0, view.Lines);
                });
                Assert.True(canvas.Height == height);
            }
        }

        var shown = default(DialogView);
        var text = Picture.Of(44, 6, f => shown = Popup.Draw(f, Theme.Plain, Cold with { Scroll = 1 }));
        Assert.Equal((1, 2, 3), (shown!.Scroll, shown.BodyHeight, shown.Lines));
        Assert.Equal(
            """
            ╭─ ! Cold stop worker-1? ───────────────╮
            │ mail.send 12s, not acks-late: lost    │
            │ img.resize 3s, acks-late: redelivered │
            │                                       │
            │       [ Cancel ]   [ Stop it ]        │
            ╰────────────────────────────── ↑↓ 3/3 ─╯
            """, string.Join('\n', text.Split('\n').Select(l => l.Trim())));
    }

    [Fact]
    public void The_buttons_are_seen_on_the_lowest_screen()
    {
        Assert.Contains("[ Cancel ]", Picture.Of(44, 3, f => Popup.Draw(f, Theme.Plain, Cold)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_focus_goes_round_and_the_mouse_finds_the_buttons()
    {
        Assert.Equal([1, 0, 1], new[] { Cold.MoveFocus(1), Cold.MoveFocus(2), Cold.MoveFocus(-1) }.Select(d => d.Focus));
        var view = default(DialogView);
        var canvas = Picture.Canvas(60, 11, f => view = Popup.Draw(f, Theme.Plain, Cold));
        Assert.Equal([0, 1, -1], new[] { (18, 7), (31, 7), (18, 6) }.Select(p => view!.ButtonAt(p.Item1, p.Item2)));
        Assert.True(canvas.Styles[canvas.Row(7)[18].Style].Attributes.HasFlag(TextAttributes.Reverse));
    }

    [Fact]
    public void A_name_can_be_typed_in_it()
    {
        var canvas = Picture.Canvas(60, 13, f => Popup.Draw(f, Theme.Plain, Cold with { InputLabel = "Type shop: ", Input = FieldText.Of("sh") }));

        Assert.Contains("│ Type shop: sh ", canvas.ToText(), StringComparison.Ordinal);
        Assert.NotNull(canvas.Cursor);
    }
}
