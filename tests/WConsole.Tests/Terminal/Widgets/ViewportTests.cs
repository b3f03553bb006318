using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class ViewportTests
{
    [Fact]
    public void The_view_moves_as_little_as_needed()
    {
        var view = new Viewport(0, 0);
        view = view.Move(9, 100).Fit(100, 10);
        Assert.Equal(new Viewport(0, 9), view);
        view = view.Move(1, 100).Fit(100, 10);
        Assert.Equal(new Viewport(1, 10), view);
        view = view.Move(-5, 100).Fit(100, 10);
        Assert.Equal(new Viewport(1, 5), view);
    }

    [Fact]
    public void Pages_keep_a_line_and_stop_at_the_ends()
    {
        var view = new Viewport(0, 2).Page(1, 10, 100);
        Assert.Equal(new Viewport(9, 11), view);
        Assert.Equal(new Viewport(0, 2), view.Page(-1, 10, 100));
        Assert.Equal(new Viewport(90, 99), new Viewport(85, 90).Page(1, 10, 100));
        Assert.Equal(new Viewport(0, 0), new Viewport(3, 5).Page(-1, 10, 100));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    [InlineData(3, 10)]
    [InlineData(10, 3)]
    public void Whatever_comes_in_stays_in_bounds(int count, int height)
    {
        for (var top = -3; top < 20; top++)
        {
            for (var selected = -3; selected < 20; selected++)
            {
                var view = new Viewport(top, selected).Fit(count, height);
                Assert.InRange(view.Selected, 0, Math.Max(0, count - 1));
                Assert.InRange(view.Top, 0, Math.Max(0, count - height));
                Assert.True(height == 0 || (view.Selected >= view.Top && view.Selected < view.Top + height));
            }
        }
    }

    [Fact]
    public void Scrolling_leaves_the_selection_alone() => Assert.Equal(new Viewport(5, 2), new Viewport(3, 2).Scroll(9, 15, 10));
}
