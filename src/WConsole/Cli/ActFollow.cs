using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.State;

namespace WConsole.Cli;

/// <summary>Follows the runs of one action through the pictures: what is new to say, and whether all is over. One caller at a time.</summary>
/// <param name="ids">The runs that were asked for.</param>
/// <param name="then">What follows by itself when one is late; null when nothing does.</param>
internal sealed class ActFollow(ImmutableArray<string> ids, ActionId? then, Progress progress)
{
    private readonly Dictionary<string, string> _said = [];

    /// <summary>The last state of the runs, in the order they were asked; with what followed a late one in its place.</summary>
    public ImmutableArray<ActionRun> Runs { get; private set; } = [];

    /// <summary>Looks at a picture, says what changed, and answers whether nothing is left to wait for.</summary>
    public bool Look(FleetSnapshot snapshot)
    {
        var runs = ImmutableArray.CreateBuilder<ActionRun>();
        foreach (var id in ids)
        {
            if (snapshot.Actions.FirstOrDefault(r => r.Id == id) is not { } run)
            {
                return false;
            }

            Say(run);
            var follower = then is { } next ? snapshot.Actions.LastOrDefault(r => r.Target == run.Target && r.Action.Action == next && r.Since >= run.Since && r.Id != run.Id) : null;
            if (follower is not null)
            {
                Say(follower);
            }

            // The first that is done counts: a worker that a cold stop ended has ended.
            runs.Add(run.Phase == ActionPhase.Done || follower is null ? run : follower);
        }

        Runs = runs.ToImmutable();
        return Runs.All(r => r.Ended || (r.Phase == ActionPhase.Late && (then is null || r.Action.Action == then)));
    }

    /// <summary>A sign of life while nothing changes.</summary>
    public void KeepAlive() => progress.KeepAlive($"still waiting for {Runs.Count(r => !r.Ended).ToString(CultureInfo.InvariantCulture)} of {ids.Length}");

    /// <summary>The number for scripts.</summary>
    public static ExitCode Result(IReadOnlyCollection<ActionRun> runs)
    {
        var done = runs.Count(r => r.Phase == ActionPhase.Done);
        return done == runs.Count ? ExitCode.Done
            : done > 0 ? ExitCode.Partial
            : runs.All(r => r.Phase is ActionPhase.Late or ActionPhase.TimedOut) ? ExitCode.TimedOut
            : ExitCode.Failed;
    }

    private void Say(ActionRun run)
    {
        var line = $"{run.Before.Name}: {ActionTable.Get(run.Action.Action).Title}: {Phase(run)}";
        if (run.Phase != ActionPhase.Asked && _said.GetValueOrDefault(run.Id) != line)
        {
            _said[run.Id] = line;
            progress.Tell(run.Id, line);
        }
    }

    private static string Phase(ActionRun run) => run.Phase switch
    {
        ActionPhase.Asked => "asked",
        ActionPhase.Sending => run.Progress,
        ActionPhase.Watching => run.Progress,
        ActionPhase.Late => $"late, {run.Progress}",
        ActionPhase.Done => $"done, {run.Progress}",
        ActionPhase.Refused => $"refused, {run.Progress}",
        ActionPhase.Failed => $"failed, {run.Progress}",
        ActionPhase.TimedOut => $"timed out, {run.Progress}",
    };
}
