namespace WConsole.Terminal.Widgets;

/// <summary>
/// Which part of a long list is seen, and which row is selected. A value: the owner keeps it, moves it on keys, and takes back what drawing made of it
/// (only drawing knows the height). For panes without a selection use <see cref="Scroll"/> and <see cref="Clamp"/>.
/// </summary>
public readonly record struct Viewport(int Top, int Selected)
{
    /// <summary>Selects the row so many further, stopping at both ends.</summary>
    public Viewport Move(int delta, int count) => Select(Selected + delta, count);

    public Viewport Select(int row, int count) => this with { Selected = Math.Clamp(row, 0, Math.Max(0, count - 1)) };

    /// <summary>A page on (or back): the selection moves by the height less one, and the view with it.</summary>
    public Viewport Page(int direction, int height, int count)
    {
        var step = direction * Math.Max(1, height - 1);
        return (this with { Top = Top + step }).Move(step, count).Fit(count, height);
    }

    /// <summary>Moves the view only.</summary>
    public Viewport Scroll(int lines, int count, int height) => (this with { Top = Top + lines }).Clamp(count, height);

    /// <summary>The view moved as little as needed so that nothing is shown past the end.</summary>
    public Viewport Clamp(int count, int height) => this with { Top = Math.Clamp(Top, 0, Math.Max(0, count - Math.Max(0, height))) };

    /// <summary>The view moved as little as needed so that the selected row is seen.</summary>
    public Viewport Fit(int count, int height)
    {
        var selected = Math.Clamp(Selected, 0, Math.Max(0, count - 1));
        var top = Math.Min(Top, selected);
        top = Math.Max(top, selected - Math.Max(1, height) + 1);
        return new Viewport(top, selected).Clamp(count, height);
    }
}
