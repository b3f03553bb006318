using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Terminal.Themes;

namespace WConsole.Tui.Local;

/// <summary>Something that the launcher took up and whose outcome was not told yet.</summary>
/// <param name="Runs">The number of each program's run when it was asked.</param>
internal sealed record LocalAwaited(LocalAsk Ask, ImmutableArray<string> Ids, ImmutableDictionary<string, int> Runs, TimeSpan Since);

/// <summary>Tells what came of what was asked of the launcher: asked is not done.</summary>
internal static class LocalOutcomes
{
    /// <summary>Keeps which run each program was in when it was asked: a restart is done with a later one.</summary>
    public static AppState Asked(AppState state, LocalAsk ask, UiContext context) => state with
    {
        LocalRuns = state.LocalRuns.SetItem(ask, (context.Local.Picture?.Programs ?? []).ToImmutableDictionary(p => p.Id, p => p.State.Run)),
    };

    /// <summary>The launcher's word to a request.</summary>
    public static AppState Heard(AppState state, LocalAsk ask, LaunchReply reply, UiContext context)
    {
        if (reply is LaunchReply.Refused refused)
        {
            return state.Say(context, $"{ask.Title} of {ask.About} refused: {refused.Why}{(refused.Remedy.Length > 0 ? $"; {refused.Remedy}" : "")}", Role.FlashWarn);
        }

        var ids = reply is LaunchReply.Taken taken ? taken.Ids : [];
        if (ids.IsEmpty)
        {
            return state.Say(context, $"{ask.Title} of {ask.About}: nothing to do", Role.FlashInfo);
        }

        var runs = state.LocalRuns.GetValueOrDefault(ask) ?? ImmutableDictionary<string, int>.Empty;
        return state with { LocalAwaited = state.LocalAwaited.Add(new LocalAwaited(ask, ids, runs, context.Now)), LocalRuns = state.LocalRuns.Remove(ask) };
    }

    /// <summary>Looks for outcomes in the newest picture.</summary>
    public static AppState Tell(AppState state, UiContext context)
    {
        if (context.Local.Picture is not { } picture)
        {
            return state;
        }

        foreach (var awaited in state.LocalAwaited)
        {
            var sights = awaited.Ids.Select(id => (Id: id, Sight: awaited.Ask.Judge(picture.Find(id), id, awaited.Runs.GetValueOrDefault(id)))).ToList();
            if (sights.Any(s => s.Sight.Result == GoalResult.Pending))
            {
                continue;
            }

            var failed = sights.Where(s => s.Sight.Result == GoalResult.Failed).ToList();
            var took = string.Create(CultureInfo.InvariantCulture, $"{(context.Now - awaited.Since).TotalSeconds:0.0} s");
            var why = failed.Count > 0 ? $"; {failed[0].Id}: {failed[0].Sight.Text}" : "";
            state = (state with { LocalAwaited = state.LocalAwaited.Remove(awaited) }).Say(
                context, $"{awaited.Ask.Title} of {awaited.Ask.About}: {LaunchGoal.Count(sights.Count - failed.Count, failed.Count, 0)} in {took}{why}", failed.Count > 0 ? Role.FlashError : Role.FlashInfo);
        }

        return state;
    }
}
