using System.Collections.Immutable;
using WConsole.Settings.Groups;
using WConsole.Tui.Local;

namespace WConsole.Tui;

/// <summary>Effects: what is about the picture is done here, in order; the rest is left for the shell. Pure.</summary>
internal static class AppEffects
{
    /// <summary>So much of what was run from the palette is kept.</summary>
    public const int HistoryKept = 50;

    public static (AppState State, ImmutableArray<Effect> Effects) Resolve((AppState State, ImmutableArray<Effect> Effects) turn, UiContext context)
    {
        var state = turn.State;
        var rest = ImmutableArray.CreateBuilder<Effect>();
        foreach (var effect in turn.Effects)
        {
            var (next, left) = One(state, effect, context);
            state = next;
            rest.AddRange(left);
        }

        return (state, rest.ToImmutable());
    }

    private static (AppState State, ImmutableArray<Effect> Effects) One(AppState state, Effect effect, UiContext context) => effect switch
    {
        Effect.Push push => (state.Push(push.Screen), []),
        Effect.Pop when state.Stack.Length > 1 => (Leave(state) with { Stack = state.Stack.RemoveAt(state.Stack.Length - 1) }, []),
        Effect.Pop => (state, [new Effect.Quit()]),
        Effect.Show show => Show(state, show.View, context),
        Effect.Key key => Resolve(AppUpdate.OnKeyId(state, key.Id, false, context), context),
        Effect.Filter filter => (state.WithTop(state.Top.WithFilter(filter.Text)), []),
        Effect.Sort sort => (state.WithTop(state.Top.WithSort(sort.Column)), []),
        Effect.Say say => (state.Say(context, say.Text, say.Role), []),
        Effect.Begin begin => Resolve(ActionFlow.Begin(state, begin.Action, context), context),
        Effect.Remember run => (state with { History = [run.Name, .. state.History.Remove(run.Name).Take(HistoryKept - 1)] }, []),
        Effect.Open open => (state with { Overlay = open.Cover }, []),
        Effect.Launch launch => (LocalOutcomes.Asked(CommandLog.Add(state, launch.Ask.Line, context), launch.Ask, context), [launch]),
        Effect.Run run => RunAsked.Begun(CommandLog.Add(state, AskedLine.Of(run.Asked, run.Save), context), run, context),
        Effect.Submit submit => (CommandLog.Add(state, submit, context), [submit]),
        _ => (state, [effect]),
    };

    // The home view stays below whatever is shown; the others keep their filter and marks for when they come back.
    private static (AppState State, ImmutableArray<Effect> Effects) Show(AppState state, string name, UiContext context)
    {
        var view = ViewTable.Find(name);
        if (view?.Over is { } over)
        {
            return (state.Top.Crumb == view.Name ? state : state.Push(over(state, context)), []);
        }

        if (view?.Make is not { } make)
        {
            return (state, [new Effect.Quit()]);
        }

        state = Leave(state);
        return (view.Name == state.Stack[0].Crumb
            ? state with { Stack = state.Stack[..1] }
            : state with { Stack = [state.Stack[0], state.Kept.GetValueOrDefault(view.Name) ?? state.Dressed(make())] }, []);
    }

    private static AppState Leave(AppState state) => state.Stack.Length > 1 && ViewTable.Find(state.Stack[1].Crumb)?.Make is not null && state.Stack[1].Crumb != state.Stack[0].Crumb
        ? state with { Kept = state.Kept.SetItem(state.Stack[1].Crumb, state.Stack[1]) }
        : state;
}
