using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class MenuFormTests
{
    private static readonly MenuItem[] Signals =
    [
        new("w", "Warm stop", "finish running task runs, then exit"), new("X", "Cold stop", "TERM, wait, KILL", Danger: true), new("H", "Restart", Disabled: "its terminal would go"), new("", "USR1", "traceback dump"),
    ];

    [Fact]
    public void A_menu_shows_key_meaning_and_why_not() => Assert.Equal(
        """

         ╭─ Signal w1 ───────────────────────────────────────╮
         │ w  Warm stop  finish running task runs, then exit │
         │ X  Cold stop  TERM, wait, KILL                    │
         │ H  Restart    its terminal would go               │
         │    USR1       traceback dump                      │
         ╰───────────────────────────────────────────────────╯

        """, Picture.Of(55, 8, f => Menu.Draw(f, Theme.Plain, "Signal w1", Signals, default)));

    [Fact]
    public void A_menu_that_is_too_long_scrolls_and_says_so()
    {
        var view = default(TableView);
        var text = Picture.Of(26, 4, f => view = Menu.Draw(f, Theme.Plain, "Signal w1", Signals, new Viewport(0, 3)));
        Assert.Equal(
            """
            ╭─ Signal w1 ────────────╮
            │ H  Restart    its ter… │
            │    USR1       traceba… │
            ╰────────────────── 4/4 ─╯
            """, text);
        Assert.Equal(3, view.RowAt(5, 2));
    }

    [Fact]
    public void The_selection_jumps_over_what_cannot_be_chosen_and_goes_round()
    {
        var view = new Viewport(0, 1);
        Assert.Equal([3, 0, 3, 1], new[] { 1, 1, -1, -1 }.Select(step => (view = Menu.Move(Signals, view, step)).Selected));
        Assert.Equal(0, Menu.Move([new("a", "b", Disabled: "no")], default, 1).Selected);
    }

    [Fact]
    public void A_form_shows_what_is_wrong_under_the_field_with_the_focus()
    {
        FormField[] fields =
        [
            new("Slots", FieldText.Of("x"), Problem: "a number from 1 to 1000"), new("Signal", default) { Choices = ["TERM", "KILL"] }, new("Reason", FieldText.Of("deploy")),
        ];
        var canvas = Picture.Canvas(32, 4, f => Form.Draw(f, Theme.Plain, fields, 0));
        Assert.Equal("Slots   x\n        a number from 1 to 1000\nSignal  TERM\nReason  deploy", canvas.ToText());
        Assert.Equal((9, 0), canvas.Cursor);

        fields[1] = fields[1].Turn(-1);
        Assert.Equal("KILL", fields[1].Value);
        Assert.Equal("Slots   x\nSignal  ‹ KILL ›\nReason  deploy\n", Picture.Of(32, 4, f => Form.Draw(f, Theme.Plain, fields, 1)));
    }

    [Fact]
    public void On_a_low_screen_the_focus_of_a_form_stays_in_view()
    {
        FormField[] fields = [.. Enumerable.Range(0, 9).Select(i => new FormField($"field {i}", FieldText.Of($"value {i}"), "a note"))];
        System.Collections.Immutable.ImmutableArray<Rect> places = [];
        Assert.Equal("field 6  value 6\nfield 7  value 7\n         a note", Picture.Of(20, 3, f => places = Form.Draw(f, Theme.Plain, fields, 7)));
        Assert.Equal([default, new Rect(9, 1, 11, 1), default], new[] { places[0], places[7], places[8] });
        Assert.Empty(Form.Draw(new Canvas(5, 5).Frame, Theme.Plain, [], 0));
    }
}
