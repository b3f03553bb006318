using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Fleet.Launch;

/// <summary>A program's state as people read it.</summary>
public static class ProgramWords
{
    /// <summary>The bare word: "running".</summary>
    public static string Word(ProgramPhase phase) => phase switch
    {
        ProgramPhase.Stopped => "stopped",
        ProgramPhase.Waiting => "waiting",
        ProgramPhase.Starting => "starting",
        ProgramPhase.Running => "running",
        ProgramPhase.Backoff => "backoff",
        ProgramPhase.Stopping => "stopping",
        ProgramPhase.Exited => "exited",
        ProgramPhase.Fatal => "fatal",
    };

    /// <summary>The word with what is to be known of it now: "stopping 5 s of 15 s, then KILL", "backoff, try 2 of 5 in 3 s".</summary>
    public static string State(ProgramStatus p, TimeSpan now)
    {
        var s = p.State;
        return s.Phase switch
        {
            ProgramPhase.Waiting => p.WaitsFor.IsDefaultOrEmpty ? "waiting" : $"waiting for {string.Join(", ", p.WaitsFor.Take(2))}{(p.WaitsFor.Length > 2 ? " …" : "")}",
            ProgramPhase.Starting when s.Ready == Readiness.Overdue => "starting, not ready in time",
            ProgramPhase.Running when s.Ready == Readiness.Overdue => "running, not ready in time",
            ProgramPhase.Running when s.Ready == Readiness.No => "running, not ready yet",
            ProgramPhase.Running when s.Loops => Invariant($"running, loop: {s.ShortLives} short lives"),
            ProgramPhase.Backoff when s.Failures > 0 => Invariant($"backoff, try {s.Failures + 1} of {p.StartRetries + 1}{In(s, now)}"),
            ProgramPhase.Backoff => s.Loops ? Invariant($"backoff, loop: {s.ShortLives} short lives{In(s, now)}") : $"backoff{In(s, now)}",
            ProgramPhase.Stopping => Stopping(p, now),
            _ => Word(s.Phase),
        };
    }

    /// <summary>How it ended last; empty when it never did.</summary>
    public static string Exit(ProgramState s) => s.LastExit is not { } exit ? ""
        : exit.Lived is { } lived && exit.Why is null ? Invariant($"{exit.Text} after {Short(lived)}") : exit.Text;

    /// <summary>What it says of itself or what is to be said of it; empty when nothing is.</summary>
    public static string Note(ProgramStatus p) => string.Join("; ", new[]
    {
        p.State.Note,
        p.State.Report.Status,
        p.Outdated ? "settings changed: restart takes them up" : null,
        p.Leaves ? "leaves" : null,
    }.Where(t => !string.IsNullOrEmpty(t)));

    /// <summary>"mail, report": names of what it executes; null when it does not say.</summary>
    public static string? Runs(ProgramReport report) => report.Running.IsDefault ? null : string.Join(" ", report.Running.Select(r => r.Name));

    private static string Stopping(ProgramStatus p, TimeSpan now)
    {
        var s = p.State;
        if (s.Step == StopStep.Held)
        {
            return "stopping after what depends on it";
        }

        if (s.Process is null)
        {
            return s.Leftovers.IsEmpty ? "stopping, what it left ends" : Invariant($"stopping, {s.Leftovers.Length} of its processes live on");
        }

        var passed = Short(now - s.Since);
        return s.Step switch
        {
            StopStep.Killing => "stopping, KILL sent",
            StopStep.Late => s.KillAt is { } kill ? Invariant($"stopping {passed}, late, KILL in {Short(kill - now)}") : $"stopping {passed}, late: kill ends it",
            _ => Invariant($"stopping {passed} of {Short((s.Due ?? now) - s.Since)}{(s.KillAt is null ? "" : ", then KILL")}"),
        };
    }

    private static string In(ProgramState s, TimeSpan now) => s.Due is { } due && due > now ? $" in {Short(due - now)}" : "";

    private static string Short(TimeSpan span) => span < TimeSpan.FromSeconds(100)
        ? Invariant($"{Math.Max(0, span.TotalSeconds):0} s")
        : span < TimeSpan.FromHours(2) ? Invariant($"{span.TotalMinutes:0} min") : Invariant($"{span.TotalHours:0} h");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>"24 programs: 21 running, 1 fatal, 1 backoff, 1 stopping", worst first.</summary>
    public static string Summary(ImmutableArray<ProgramStatus> programs)
    {
        ProgramPhase[] order = [ProgramPhase.Fatal, ProgramPhase.Backoff, ProgramPhase.Stopping, ProgramPhase.Waiting, ProgramPhase.Starting, ProgramPhase.Running, ProgramPhase.Exited, ProgramPhase.Stopped];
        var parts = order.Select(phase => (phase, Count: programs.Count(p => p.State.Phase == phase))).Where(c => c.Count > 0).Select(c => Invariant($"{c.Count} {Word(c.phase)}"));
        return Invariant($"{programs.Length} program{(programs.Length == 1 ? "" : "s")}{(programs.IsEmpty ? "" : ": ")}{string.Join(", ", parts)}");
    }
}
