using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>Something that lies over the screen and takes every key until it is gone: a dialog, the palette.</summary>
internal abstract record Cover
{
    /// <summary>What the key bar says meanwhile.</summary>
    public abstract ImmutableArray<KeyHint> Hints { get; }

    /// <returns>What lies there next, null when nothing does, and what is to be done.</returns>
    public abstract (Cover? Next, ImmutableArray<Effect> Effects) Update(InputEvent input, UiContext context);

    /// <summary>Draws over the whole picture; returns itself with what only drawing knows.</summary>
    public abstract Cover Draw(Frame frame, Theme theme, UiContext context);
}
