using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>The keys that mean something right now, the most needed first: what does not fit falls off at the right.</summary>
internal static class KeyBar
{
    /// <summary>In full words where all of it fits, else in the first word of each.</summary>
    public static KeyHint[] Of(AppState state, UiContext context, int width)
    {
        var full = Of(state, context);
        return 1 + full.Sum(h => TextWidth.Of(h.Key) + TextWidth.Of(h.Text) + 3) - 2 <= width ? full : [.. full.Select(h => h with { Text = Short(h, context) })];
    }

    // Only actions have names of several words here.
    private static string Short(KeyHint hint, UiContext context) => ActionTable.All.Any(a => a.Title == hint.Text && context.Options.Keys.Name(a.Id) == hint.Key) ? hint.Text.Split(' ')[0] : hint.Text;

    private static KeyHint[] Of(AppState state, UiContext context)
    {
        if (state.Overlay is { } overlay)
        {
            return [.. overlay.Hints];
        }

        if (state.Prompt is not null)
        {
            return [new("Enter", "keep"), new("Esc", "take away"), new("", state.Top.Columns.IsEmpty ? "a word" : "column:word  column>5  !not  word")];
        }

        var hints = new List<KeyHint>();
        Add(KeyId.Enter);
        Add(KeyId.Filter);
        Add(KeyId.Next);
        Add(KeyId.LogFollow);
        Add(KeyId.LogWrap);
        Add(KeyId.LogFilter);
        Add(KeyId.LogStamps);
        Add(KeyId.Help);
        hints.Add(new(context.Options.Keys.Name(KeyId.Back), state.Stack.Length > 1 ? "back" : "quit"));
        Add(KeyId.Command);
        if (state.Top.Place.HasFlag(KeyPlace.Local))
        {
            AddLocal();
        }

        if (state.Top.Place.HasFlag(KeyPlace.Worker) && state.Top.Targets(context).Length > 0)
        {
            Add(KeyId.Log);
        }

        if (state.Top.Place.HasFlag(KeyPlace.Worker) && !state.Options.ReadOnly)
        {
            AddActions(hints, state, context);
        }

        Add(KeyId.Mark);
        Add(KeyId.Copy);
        Add(KeyId.Pager);
        if (context.Options.Json is not null && state.Top.Place.HasFlag(KeyPlace.Worker))
        {
            Add(KeyId.Json);
        }

        return [.. hints];

        void AddLocal()
        {
            Add(KeyId.Log);
            foreach (var id in state.Options.ReadOnly ? [] : (KeyId[])[KeyId.LocalStart, KeyId.LocalStop, KeyId.LocalRestart, KeyId.LocalMore, KeyId.LocalLess, KeyId.New, KeyId.LocalKill])
            {
                Add(id);
            }
        }

        void Add(KeyId id)
        {
            var row = KeyTable.Get(id);
            if ((row.Where & state.Top.Place) != 0 && !context.Options.Keys.Chords(id).IsEmpty)
            {
                hints.Add(new(context.Options.Keys.Name(id), id == KeyId.Enter && state.Top is ListScreen list ? list.EnterHint : id == KeyId.Filter && state.Top.Place.HasFlag(KeyPlace.Search) ? "search" : row.Hint));
            }
        }
    }

    private static void AddActions(List<KeyHint> hints, AppState state, UiContext context)
    {
        var targets = state.Top.Targets(context);
        // A ping is the least urgent: it falls off first.
        foreach (var action in ActionTable.All.OrderBy(a => a.Id == ActionId.Ping))
        {
            if (WorstRisk(action.Id, targets.AsSpan(0, Math.Min(targets.Length, UiContext.Looked)), context) is { } worst)
            {
                hints.Add(new(context.Options.Keys.Name(action.Id), action.Title, worst == Risk.Lossy));
            }
        }
    }

    // Null: none of them can.
    private static Risk? WorstRisk(ActionId action, ReadOnlySpan<WorkerId> targets, UiContext context)
    {
        Risk? worst = null;
        foreach (var target in targets)
        {
            if (context.RiskOf(action, target) is { } risk && !(risk <= worst))
            {
                worst = risk;
            }
        }

        return worst;
    }
}
