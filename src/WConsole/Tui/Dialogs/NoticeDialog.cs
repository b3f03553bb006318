using System.Collections.Immutable;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Dialogs;

/// <summary>Something to read that does not fit one line; nothing to decide.</summary>
internal sealed record NoticeDialog(string Title, ImmutableArray<TextLine> Body) : Overlay
{
    protected override int Buttons => 1;

    protected override Dialog Look(Theme theme, UiContext context) => new(Title, Body, ["OK"]);

    protected override ImmutableArray<Effect>? Press(int button, UiContext context, out Overlay next)
    {
        next = this;
        return [];
    }
}
