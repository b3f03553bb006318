using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui;

/// <summary>The whole picture: header, prompt while typing, the framed screen with title and crumbs, key bar; a dialog over it.</summary>
internal static class AppDraw
{
    public const int MinColumns = 32;
    public const int MinRows = 8;

    // Corners, spaces and a piece of line between the title and what stands at the right.
    private const int TitleEdges = 10;
    private const int RoomForPosition = 60;

    // Looking longer than this is worth a word; shorter would only flicker.
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Draws, and returns the state with what only drawing knows.</summary>
    public static AppState Draw(AppState state, UiContext context, Canvas canvas)
    {
        var theme = state.Theme;
        canvas.Drawing = theme.Drawing;
        canvas.Clear(theme.Style(Role.Text));
        var all = canvas.Frame;
        if (TooSmall.Is(all, MinColumns, MinRows))
        {
            TooSmall.Draw(all, theme, MinColumns, MinRows);
            return state with { Hints = [] };
        }

        var y = Header.Draw(all, theme, context, state.MayLackBroker);
        if (state.Prompt is { } prompt)
        {
            DrawPrompt(Line(all, y++), state, prompt);
        }

        var box = all.Slice(new Rect(0, y, all.Width, all.Height - y - 1));
        // The inside first: where one is in the list is known only then.
        state = state.WithTop(state.Top.Draw(Box.Draw(box, theme), theme, context));
        var mode = state.Options.ReadOnly ? "[RO]" : "[RW]";
        var right = state.Top.Position is { Length: > 0 } position && all.Width >= RoomForPosition ? $"{position} {mode}" : mode;
        var room = all.Width - TextWidth.Of(right) - TitleEdges;
        Box.Draw(box, theme, TextWidth.Truncate(state.Top.Title(context, room), room), right);
        DrawFoot(Line(box, box.Height - 1), state, context);
        var hints = KeyBar.Of(state, context, all.Width);
        var places = KeyHints.Draw(Line(all, all.Height - 1), theme, hints);
        state = state with { Hints = [.. hints.Zip(places, (hint, place) => (place, hint.Key))] };
        return state.Overlay is { } overlay ? state with { Overlay = overlay.Draw(all, theme, context) } : state;
    }

    private static void DrawPrompt(Frame line, AppState state, Prompt prompt)
    {
        var theme = state.Theme;
        var problem = state.Top.FilterProblem;
        var width = problem.Length == 0 ? line.Width - 2 : Math.Min(line.Width - 2, TextWidth.Of(prompt.Field.Text) + 4);
        Field.Draw(line.Slice(new Rect(1, 0, width, 1)), theme, "/", prompt.Field);
        line.WriteField(width + 2, 0, line.Width - width - 3, problem, theme.Style(Role.Warn));
    }

    // The lower border carries the crumbs; what just happened lies over it for a while.
    private static void DrawFoot(Frame line, AppState state, UiContext context)
    {
        if (state.WaitsSince is { } since && context.Now - since >= Patience)
        {
            Flash.Draw(line, state.Theme, "asking what that would do …");
        }
        else if (state.Flash is { } flash)
        {
            Flash.Draw(line, state.Theme, flash.Text, flash.Role);
        }
        else if (state.Stack.Length > 1)
        {
            Crumbs.Draw(line.Slice(new Rect(2, 0, line.Width - 4, 1)), state.Theme, [.. state.Stack.Select(s => s.Crumb)]);
        }
        else if (state.Top.Foot(context) is { Length: > 0 } foot)
        {
            var x = line.WriteField(3, 0, line.Width - 6, foot, state.Theme.Style(Role.Muted));
            line.Write(2, 0, " ", state.Theme.Style(Role.Muted));
            line.Write(3 + x, 0, " ", state.Theme.Style(Role.Muted));
        }
    }

    private static Frame Line(Frame frame, int y) => frame.Slice(new Rect(0, y, frame.Width, 1));
}
