using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Tui.Keys;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>One submitted action whose outcome has not been told yet.</summary>
/// <param name="Told">Runs that were told to have ended.</param>
/// <param name="ToldLate">Whether it was said that it is late.</param>
internal sealed record Awaited(FleetAction Action, ImmutableArray<string> Runs, int Told = 0, bool ToldLate = false);

/// <summary>Tells what came of submitted actions, as lines with the time they took.</summary>
internal static class Outcomes
{
    /// <summary>Looks for ends in the newest picture.</summary>
    public static AppState Tell(AppState state, UiContext context)
    {
        foreach (var awaited in state.Awaited)
        {
            var runs = context.Snapshot.Actions.Where(a => awaited.Runs.Contains(a.Id)).ToList();
            var ended = runs.Count(r => r.Ended);
            var all = ended == awaited.Runs.Length;
            var next = awaited with { Told = ended };
            if (ended > awaited.Told)
            {
                state = awaited.Runs.Length == 1 ? One(state, runs[0], context) : Several(state, awaited, runs, context);
            }
            else if (!awaited.ToldLate && runs.FirstOrDefault(r => r.Phase == ActionPhase.Late) is { } late)
            {
                next = next with { ToldLate = true };
                state = state.Say(context, $"{Title(late)} of {late.Before.Name} is late after {Seconds(context.Now - late.Since)}: {late.Progress}{Offer(late, context)}", Role.FlashWarn);
            }

            state = state with { Awaited = all ? state.Awaited.Remove(awaited) : state.Awaited.Replace(awaited, next) };
        }

        return state;
    }

    private static AppState One(AppState state, ActionRun run, UiContext context)
    {
        var took = run.EndedAt is { } end ? $" in {Seconds(end - run.Since)}" : "";
        var said = state.Say(context, $"{Title(run)} of {run.Before.Name}: {Word(run.Phase)}{took}: {run.Progress}", RoleOf(run.Phase));
        return run is { Phase: ActionPhase.Done, Detail: { Length: > 0 } detail } ? said.Push(LogScreen.OfText(run.Action.Action.Value, $"{Title(run)} of {run.Before.Name}", detail)) : said;
    }

    private static AppState Several(AppState state, Awaited awaited, List<ActionRun> runs, UiContext context)
    {
        var ended = runs.Where(r => r.Ended).ToList();
        var words = ended.GroupBy(r => r.Phase).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}");
        var wrong = ended.FirstOrDefault(r => r.Phase != ActionPhase.Done);
        var first = wrong is null ? "" : $"; {wrong.Before.Name}: {wrong.Progress}";
        var left = awaited.Runs.Length - ended.Count;
        var wait = left > 0 ? $", {left} under way" : $" after {Seconds(ended.Max(r => r.EndedAt ?? r.Since) - ended.Min(r => r.Since))}";
        var said = state.Say(context, $"{ActionTable.Get(awaited.Action.Action).Title} of {awaited.Runs.Length} workers: {string.Join(", ", words)}{wait}{first}; {context.Options.Keys.Name(KeyId.Outcomes)} lists each", wrong is null ? Role.FlashInfo : Role.FlashError);
        var details = ended.Where(r => r.Detail is { Length: > 0 }).Select(r => $"{r.Before.Name}\n\n{r.Detail}").ToList();
        return left == 0 && details.Count > 0 ? said.Push(LogScreen.OfText(awaited.Action.Action.Value, $"{ActionTable.Get(awaited.Action.Action).Title} of {details.Count} workers", string.Join("\n\n", details))) : said;
    }

    private static string Offer(ActionRun run, UiContext context) => run.NextStep is { } step && ActionTable.Find(step) is { } info ? $"; {context.Options.Keys.Name(info.Id)} offers {info.Title.ToLowerInvariant()}" : "";

    private static string Title(ActionRun run) => ActionTable.Get(run.Action.Action).Title;

    /// <summary>Where an action is, in a word.</summary>
    public static string Word(ActionPhase phase) => phase switch
    {
        ActionPhase.Done => "done",
        ActionPhase.Refused => "refused",
        ActionPhase.Failed => "failed",
        ActionPhase.TimedOut => "timed out",
        ActionPhase.Watching or ActionPhase.Sending => "under way",
        _ => phase.ToString().ToLowerInvariant(),
    };

    private static Role RoleOf(ActionPhase phase) => phase switch { ActionPhase.Done => Role.FlashInfo, ActionPhase.Refused => Role.FlashWarn, _ => Role.FlashError };

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
