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
            var sights = ids.Select(id => (Id: id, Sight: goal(id, picture.Find(id)))).ToList();
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
