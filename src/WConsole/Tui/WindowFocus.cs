using WConsole.Terminal.Input;

namespace WConsole.Tui;

/// <summary>Whether somebody looks at the window. Times are the engine's.</summary>
internal sealed class WindowFocus
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RaisingClick = TimeSpan.FromMilliseconds(150);

    private TimeSpan? _lost;
    private TimeSpan? _gained;

    /// <summary>It gained or lost the focus.</summary>
    /// <returns>Whether somebody comes back after a while, and wants to know how it is now.</returns>
    public bool ComesBack(bool gained, TimeSpan now)
    {
        var comesBack = gained && now - _lost > Away;
        _lost = gained ? null : now;
        _gained = gained ? now : null;
        return comesBack;
    }

    /// <summary>Whether this is the click that only brought the window to the front: it was not meant for what happened to lie under it.</summary>
    public bool Raises(InputEvent.Mouse mouse, TimeSpan now) => mouse.Kind == MouseKind.Press && now - _gained < RaisingClick;
}
