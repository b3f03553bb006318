using WConsole.Terminal.Cells;
using WConsole.Terminal.Layout;

namespace WConsole.Tests.Terminal.Layout;

public sealed class SplitTests
{
    [Fact]
    public void Fixed_parts_take_theirs_and_the_rest_is_shared()
    {
        var rows = Split.Rows(new Rect(2, 1, 80, 24), Size.Fixed(3), Size.Fill(), Size.Percent(25), Size.Fixed(1));

        Assert.Equal([new(2, 1, 80, 3), new(2, 4, 80, 14), new(2, 18, 80, 6), new(2, 24, 80, 1)], rows);
    }

    [Fact]
    public void Shares_use_every_cell() => Assert.Equal([26, 27, 27], Split.Columns(new Rect(0, 0, 80, 1), Size.Fill(), Size.Fill(), Size.Fill()).Select(r => r.Width));

    [Fact]
    public void Weights_count() => Assert.Equal([20, 60], Split.Columns(new Rect(0, 0, 80, 1), Size.Fill(1), Size.Fill(3)).Select(r => r.Width));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(4)]
    public void What_does_not_fit_is_cut_from_the_end(int height)
    {
        var rows = Split.Rows(new Rect(0, 0, 10, height), Size.Fixed(3), Size.Fixed(3), Size.Fill());

        Assert.Equal([Math.Clamp(height, 0, 3), Math.Clamp(height - 3, 0, 3), 0], rows.Select(r => r.Height));
    }

    [Fact]
    public void A_rectangle_does_not_contain_its_far_edges()
    {
        var rect = new Rect(1, 1, 2, 2);

        Assert.True(rect.Contains(1, 1) && rect.Contains(2, 2));
        Assert.False(rect.Contains(3, 1) || rect.Contains(1, 3));
        Assert.Equal(new Rect(35, 10, 10, 4), new Rect(0, 0, 80, 24).Center(10, 4));
        Assert.Equal(new Rect(0, 0, 5, 3), new Rect(0, 0, 5, 3).Center(10, 4));
    }
}
