using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Cli.Launch;

/// <summary>Follows programs until each has come where it was wanted, telling every change.</summary>
internal sealed class LaunchWatch(Call call, ILauncherLine line)
{
    private readonly Progress _progress = new(call.Host.Streams);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>Waits until every goal is reached or missed, the time ran out, or the launcher ended.</summary>
    /// <param name="goal">Judges a program; null when it is no longer kept.</param>
    public async Task<WatchResult> UntilAsync(ImmutableArray<string> ids, Func<string, ProgramStatus?, GoalSight> goal, TimeSpan? timeout, bool tell, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (timeout is { } most)
        {
            patience.CancelAfter(most);
        }

        var picture = line.Picture;
        while (true)
        {
            var sights = WithHeld(ids.Select(id => (Id: id, Sight: goal(id, picture.Find(id)))).ToList(), picture);
            if (tell)
            {
                Tell(picture, ids);
            }

            var open = sights.Where(s => s.Sight.Result == GoalResult.Pending).Select(s => s.Id).ToImmutableArray();
            var failed = sights.Where(s => s.Sight.Result == GoalResult.Failed).Select(s => (s.Id, s.Sight.Text)).ToImmutableArray();
            if (open.IsEmpty || picture.Ended)
            {
                return new WatchResult(picture, ids.Length - open.Length - failed.Length, failed, open, TimedOut: false);
            }

            try
            {
                picture = await line.NextAsync(picture.Version, patience.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return new WatchResult(picture, ids.Length - open.Length - failed.Length, failed, open, TimedOut: true);
            }
        }
    }

    // Whoever waits for one that is not coming would wait for ever.
    private static List<(string Id, GoalSight Sight)> WithHeld(List<(string Id, GoalSight Sight)> sights, LaunchPicture picture)
    {
        var lost = sights.Where(s => s.Sight.Result == GoalResult.Failed && picture.Find(s.Id)?.State.Phase is ProgramPhase.Fatal or ProgramPhase.Exited).Select(s => s.Id).ToHashSet();
        for (var again = lost.Count > 0; again;)
        {
            again = false;
            for (var i = 0; i < sights.Count; i++)
            {
                if (sights[i].Sight.Result == GoalResult.Pending && picture.Find(sights[i].Id) is { State.Phase: ProgramPhase.Waiting, WaitsFor.IsDefault: false } held
                    && held.WaitsFor.FirstOrDefault(lost.Contains) is { } missing)
                {
                    sights[i] = (held.Id, new GoalSight(GoalResult.Failed, $"waits for {missing}, which is not coming"));
                    again = lost.Add(held.Id);
                }
            }
        }

        return sights;
    }

    private void Tell(LaunchPicture picture, ImmutableArray<string> ids)
    {
        var now = ProgramList.Now(call);
        foreach (var p in ids.Select(picture.Find).OfType<ProgramStatus>())
        {
            // The word alone decides whether there is something new: counting down is none.
            var key = $"{p.State.Phase} {p.State.Step} {p.State.Ready} {p.State.Run}";
            if (!_told.TryGetValue(p.Id, out var last) || last != key)
            {
                _told[p.Id] = key;
                var exit = p.State.Phase is ProgramPhase.Backoff or ProgramPhase.Fatal ? $" ({ProgramWords.Exit(p.State)}{(p.State.LastExit?.LastLine is { } words ? $": {words}" : "")})" : "";
                _progress.Tell(p.Id, $"{p.Id}: {ProgramWords.State(p, now)}{exit}");
            }
        }
    }
}

/// <summary>What became of a wait.</summary>
/// <param name="Failed">Each with its reason.</param>
/// <param name="Open">Neither reached nor missed when the wait ended.</param>
internal sealed record WatchResult(LaunchPicture Picture, int Done, ImmutableArray<(string Id, string Why)> Failed, ImmutableArray<string> Open, bool TimedOut)
{
    public ExitCode Code => TimedOut ? ExitCode.TimedOut
        : Failed.IsEmpty && Open.IsEmpty ? ExitCode.Done
        : Done > 0 ? ExitCode.Partial
        : ExitCode.Failed;
}
