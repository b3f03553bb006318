using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;
using WConsole.Terminal.Themes;

namespace WConsole.Tui.Local;

/// <summary>The way of a group that is asked for on the screen: its form, what was sent, what came of it. Pure.</summary>
internal static class RunAsked
{
    /// <summary>Opens the empty form.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Open(AppState state, UiContext context) =>
        context.Options.ReadOnly ? (state.Say(context, "read-only", Role.FlashWarn), [])
        : context.Options.Asked is not { } place ? (state.Say(context, "nothing can be started from here", Role.FlashWarn), [])
        : (state with { Overlay = RunForm.New(place, Taken(context)), Flash = null }, []);

    /// <summary>Names of groups that are known here.</summary>
    public static IEnumerable<string> Taken(UiContext context) => (context.Local.Picture?.Programs ?? []).Select(p => p.Group).Distinct();

    /// <summary>It was sent.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Begun(AppState state, Effect.Run run, UiContext context) =>
        (state.Say(context, $"starting {run.Asked.Name}", Role.FlashInfo), [run]);

    /// <summary>What came of it: the form closes, or says what is wrong.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Heard(AppState state, Message.Asked asked, UiContext context)
    {
        ImmutableArray<AskedProblem> problems = asked.Reply is LaunchReply.Refused refused ? [new AskedProblem("name", refused.Why, refused.Remedy)] : asked.Problems;
        if (state.Overlay is RunForm form)
        {
            state = state with { Overlay = form.Told(problems) };
        }

        // Whoever closed the form meanwhile is told all the same.
        return problems.IsEmpty ? (LocalOutcomes.Heard(state, asked.Ask, asked.Reply!, context), [])
            : (state.Overlay is RunForm ? state : state.Say(context, $"{asked.Ask.About} is not started: {problems[0].What}; {problems[0].Remedy}", Role.FlashWarn), []);
    }
}
