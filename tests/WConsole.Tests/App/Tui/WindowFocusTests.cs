using WConsole.Terminal.Input;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>Who comes back to the window, and which click only brought it to the front.</summary>
public sealed class WindowFocusTests
{
    private readonly WindowFocus _focus = new();

    [Fact]
    public void Who_was_away_for_a_while_wants_to_know_how_it_is_now()
    {
        Assert.False(ComesBack(true, 1));
        Assert.False(ComesBack(false, 10));
        Assert.False(ComesBack(true, 14));
        Assert.False(ComesBack(false, 20));
        Assert.True(ComesBack(true, 26));
        Assert.False(ComesBack(true, 40));
    }

    [Fact]
    public void The_click_that_brought_it_to_the_front_is_none_and_the_next_one_is()
    {
        Assert.False(Raises(MouseKind.Press, 1));
        ComesBack(false, 10);
        ComesBack(true, 20);
        Assert.True(Raises(MouseKind.Press, 20.1));
        Assert.False(Raises(MouseKind.WheelDown, 20.1));
        Assert.False(Raises(MouseKind.Press, 20.2));
    }

    private bool ComesBack(bool gained, double seconds) => _focus.ComesBack(gained, TimeSpan.FromSeconds(seconds));

    private bool Raises(MouseKind kind, double seconds) => _focus.Raises(new InputEvent.Mouse(kind, 1, 1, MouseButton.Left, KeyModifiers.None), TimeSpan.FromSeconds(seconds));
}
