using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class FieldTests
{
    [Fact]
    public void Typing_and_deleting_go_by_whole_characters()
    {
        var field = FieldText.Empty.Insert("a👨‍👩‍👧").Insert("e").Insert("\u0301");
        Assert.Equal("a👨‍👩‍👧", field.Backspace().Text);
        Assert.Equal("a", field.Backspace().Backspace().Text);
        Assert.Equal("👨‍👩‍👧e\u0301", field.Home().Delete().Text);
        Assert.Equal("ab👨‍👩‍👧e\u0301", field.Home().Right().Insert("b").Text);
        Assert.Equal(field.Text.Length, field.Left().Left().Right().Right().Right().Cursor);
        Assert.Equal(FieldText.Empty, FieldText.Empty.Backspace().Delete().Left().Right().DeleteWord());
    }

    [Fact]
    public void The_cursor_never_stays_inside_a_character()
    {
        // The mark joins the letter behind which it is typed, the joiner the two people around it.
        Assert.Equal(2, FieldText.Of("ex").Home().Right().Insert("\u0301").Cursor);
        var joined = FieldText.Of("👨👩").Home().Right().Insert("\u200d");
        Assert.Equal(joined.Text.Length, joined.Cursor);
    }

    [Fact]
    public void Words_and_lines_can_be_deleted()
    {
        var field = FieldText.Of("state:failed name:mail ");
        Assert.Equal(new FieldText("state:failed ", 13), field.DeleteWord());
        Assert.Equal(FieldText.Empty, field.DeleteToStart());
        Assert.Equal("state", (field with { Cursor = 5 }).DeleteToEnd().Text);
    }

    [Fact]
    public void The_cursor_stays_in_view()
    {
        var canvas = Picture.Canvas(12, 1, f => Field.Draw(f, Theme.Plain, ":", FieldText.Of("workers of the shop")));
        Assert.Equal(":f the shop", canvas.ToText());
        Assert.Equal((11, 0), canvas.Cursor);

        canvas = Picture.Canvas(12, 1, f => Field.Draw(f, Theme.Plain, ":", FieldText.Of("workers of the shop").Home()));
        Assert.Equal(":workers of", canvas.ToText());
        Assert.Equal((1, 0), canvas.Cursor);
    }

    [Fact]
    public void The_ghost_stands_behind_the_cursor_at_the_end_only()
    {
        Assert.Equal(":workers", Picture.Of(20, 1, f => Field.Draw(f, Theme.Plain, ":", FieldText.Of("wor"), "kers")));
        Assert.Equal(":wor", Picture.Of(20, 1, f => Field.Draw(f, Theme.Plain, ":", FieldText.Of("wor").Left(), "kers")));
    }
}
