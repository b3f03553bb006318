using System.Globalization;

namespace WConsole.Fleet.Launch;

/// <summary>What somebody waits for, judged from what is seen: asked is not done. Pure.</summary>
public static class LaunchGoal
{
    /// <summary>Whether a program is up and ready. A job that is done is, too.</summary>
    public static GoalSight Up(ProgramStatus? p) => p?.State switch
    {
        null => new GoalSight(GoalResult.Failed, "it is no longer kept"),
        { Phase: ProgramPhase.Running, Ready: Readiness.Yes } => new GoalSight(GoalResult.Done, "running"),
        { Phase: ProgramPhase.Exited, LastExit.Code: 0 } => new GoalSight(GoalResult.Done, "done, exit 0"),
        { Phase: ProgramPhase.Exited or ProgramPhase.Fatal } s => new GoalSight(GoalResult.Failed, $"{ProgramWords.State(p, s.Since)}: {ProgramWords.Exit(s)}"),
        { Phase: ProgramPhase.Stopped } => new GoalSight(GoalResult.Failed, "stopped meanwhile"),
        { Ready: Readiness.Overdue } s => new GoalSight(GoalResult.Failed, s.Note ?? "not ready in time"),
        _ => GoalSight.Pending,
    };

    /// <summary>As <see cref="Up"/>, but its first failed start is an answer already: the launcher tries on, whoever typed it wants to know.</summary>
    public static GoalSight UpAtOnce(ProgramStatus? p) => p?.State is { Phase: ProgramPhase.Backoff or ProgramPhase.Fatal, LastExit: not null } s
        ? new GoalSight(GoalResult.Failed, $"{ProgramWords.Exit(s)}{(s.LastExit.LastLine is { Length: > 0 } line ? $": {line}" : "")}")
        : Up(p);

    /// <summary>Whether its process was started at all, or what keeps it from that.</summary>
    public static GoalSight Begun(ProgramStatus? p) => p?.State.Phase switch
    {
        ProgramPhase.Starting when p.State.Process is null => GoalSight.Pending,
        ProgramPhase.Backoff when p.State.LastExit?.Why is { } why => new GoalSight(GoalResult.Failed, why),
        ProgramPhase.Fatal => Up(p),
        null => Up(p),
        _ => new GoalSight(GoalResult.Done, ProgramWords.Word(p.State.Phase)),
    };

    /// <summary>Whether nothing of a program lives any more.</summary>
    public static GoalSight Down(ProgramStatus? p) =>
        p is null || (p.State is { Lives: false, Phase: ProgramPhase.Stopped or ProgramPhase.Exited or ProgramPhase.Fatal }) ? new GoalSight(GoalResult.Done, "stopped")
        : p.State.Wanted && p.State.Phase != ProgramPhase.Stopping ? new GoalSight(GoalResult.Failed, "somebody started it again")
        : GoalSight.Pending;

    /// <summary>Whether it is up again with another process.</summary>
    /// <param name="run">Of the process that was to end; 0: there was none.</param>
    public static GoalSight Restarted(ProgramStatus? p, int run) =>
        p?.State is { } s && s.Run <= run && s.Phase is ProgramPhase.Starting or ProgramPhase.Running or ProgramPhase.Stopping ? GoalSight.Pending : Up(p);

    /// <summary>"3 done, 1 failed".</summary>
    public static string Count(int done, int failed, int open) => string.Join(", ", new[]
    {
        string.Create(CultureInfo.InvariantCulture, $"{done} done"),
        failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{failed} failed") : null,
        open > 0 ? string.Create(CultureInfo.InvariantCulture, $"{open} still under way") : null,
    }.OfType<string>());
}

public enum GoalResult
{
    Pending,
    Done,
    Failed,
}

/// <summary>How far a goal is, with a few words.</summary>
public readonly record struct GoalSight(GoalResult Result, string Text)
{
    public static GoalSight Pending { get; } = new(GoalResult.Pending, "");
}
