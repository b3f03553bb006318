using System.Globalization;
using WConsole.Fleet.Launch;

namespace WConsole.Fleet.Views;

/// <summary>A program of the launcher at one moment.</summary>
/// <param name="Now">Monotonic since boot, as the launcher's own moments.</param>
public sealed record ProgramRow(ProgramStatus Status, TimeSpan Now)
{
    public ProgramState State => Status.State;

    /// <summary>How long its process lives; null when there is none.</summary>
    public TimeSpan? Age => Now - State.Process?.At;

    /// <summary>Until it is started again, or its tree is killed; null: nothing is due.</summary>
    public TimeSpan? Next => State.Phase == ProgramPhase.Backoff ? State.Due - Now : State.Phase == ProgramPhase.Stopping ? (State.KillAt ?? State.Due) - Now : null;
}

/// <summary>The table of what the launcher keeps.</summary>
public static class ProgramsView
{
    public static TableSpec<ProgramRow> Spec { get; } = new(
        "status",
        [
            new("name", "PROGRAM", (p, _) => p.Status.Id, (p, _) => SortKey.Of($"{p.Status.Group}\0{p.Status.Index:00000}"), "id", MinWidth: 8, Grow: 2),
            new("state", "STATE", (p, _) => ProgramWords.State(p.Status, p.Now), (p, _) => SortKey.Of(Urgency(p)), "state", MinWidth: 22, Grow: 2),
            new("ready", "READY", (p, _) => Ready(p.State), (p, _) => SortKey.Of((double)p.State.Ready), "ready", Priority: 3, MinWidth: 5),
            new("pid", "PID", (p, _) => p.State.Process is { } process ? Spans.Count(process.Pid) : "-", (p, _) => SortKey.Of(p.State.Process?.Pid), "pid", Align: Align.Right, Priority: 3, MinWidth: 6),
            new("age", "AGE", (p, _) => p.Age is { } age ? Spans.Coarse(age) : "-", (p, _) => SortKey.Of(p.Age?.TotalSeconds), "age_s", Align: Align.Right, Priority: 2, MinWidth: 4),
            new("restarts", "RESTARTS", (p, _) => Spans.Count(p.State.Restarts), (p, _) => SortKey.Of(p.State.Restarts), "restarts", Align: Align.Right, Priority: 2, MinWidth: 4),
            new("cpu", "CPU", (p, _) => p.Status.Usage?.Cpu is { } cpu ? string.Create(CultureInfo.InvariantCulture, $"{cpu * 100:0}%") : "-", (p, _) => SortKey.Of(p.Status.Usage?.Cpu), "cpu", Align: Align.Right, Priority: 4, MinWidth: 4),
            new("memory", "MEMORY", (p, _) => p.Status.Usage is { } usage ? Spans.Bytes(usage.Memory) : "-", (p, _) => SortKey.Of(p.Status.Usage?.Memory), "memory_bytes", Align: Align.Right, Priority: 4, MinWidth: 8),
            new("runs", "RUNS", (p, _) => ProgramWords.Runs(p.State.Report) ?? "-", (p, _) => SortKey.Of(p.State.Report.Running.IsDefault ? null : p.State.Report.Running.Length), "running", Priority: 4, MinWidth: 4, Grow: 1),
            new("exit", "LAST EXIT", (p, _) => ProgramWords.Exit(p.State), (p, _) => SortKey.Of(p.State.LastExit?.At.TotalSeconds), "last_exit", Tone: (p, _) => p.State.LastExit is { Code: 0 } or null ? Tone.Muted : Tone.Warn, Priority: 2, MinWidth: 8, Grow: 1),
            new("note", "NOTE", (p, _) => ProgramWords.Note(p.Status), (p, _) => SortKey.Of(ProgramWords.Note(p.Status)), "note", Priority: 3, MinWidth: 8, Grow: 2),
            new("line", "LAST LINE", (p, _) => p.Status.LastLine ?? "", (p, _) => SortKey.Of(p.Status.LastLine), "last_line", Priority: 5, Wide: true, MinWidth: 10, Grow: 4),
            new("port", "PORT", (p, _) => p.Status.Port is { } port ? Spans.Count(port) : "-", (p, _) => SortKey.Of(p.Status.Port), "port", Align: Align.Right, Priority: 5, Wide: true, MinWidth: 5),
            new("group", "GROUP", (p, _) => p.Status.Group, (p, _) => SortKey.Of(p.Status.Group), "group", Priority: 6, Wide: true, MinWidth: 6),
            new("framework", "FRAMEWORK", (p, _) => p.Status.Framework.Value, (p, _) => SortKey.Of(p.Status.Framework.Value), "framework", Priority: 6, Wide: true, MinWidth: 6),
            new("log", "LOG", (p, _) => p.Status.LogFile ?? "-", (p, _) => SortKey.Of(p.Status.LogFile), "log", Priority: 6, Wide: true, MinWidth: 10, Grow: 2),
        ],
        Identity: p => p.Status.Id,
        RowTone: (p, _) => ToneOf(p.State),
        Urgency: (p, _) => Urgency(p),
        Search: p => [p.Status.Id, ProgramWords.Word(p.State.Phase), p.Status.LastLine, p.State.Note, .. p.Status.Command]);

    /// <summary>What a state means.</summary>
    public static Tone ToneOf(ProgramState s) => s.Phase switch
    {
        ProgramPhase.Fatal => Tone.Bad,
        ProgramPhase.Backoff => Tone.Warn,
        ProgramPhase.Stopping => s.Leftovers.IsEmpty && s.Step is not StopStep.Late ? Tone.Stopping : Tone.Bad,
        ProgramPhase.Waiting or ProgramPhase.Starting => Tone.Starting,
        ProgramPhase.Running => s.Loops || s.Ready == Readiness.Overdue ? Tone.Warn : s.Ready == Readiness.Yes ? Tone.Good : Tone.Starting,
        ProgramPhase.Exited => s.LastExit is { Code: 0 } ? Tone.Muted : Tone.Bad,
        ProgramPhase.Stopped => Tone.Stopped,
    };

    private static int Urgency(ProgramRow p) => ToneOf(p.State) switch
    {
        Tone.Bad => 0,
        Tone.Warn => 1,
        Tone.Stopping => 2,
        Tone.Starting => 3,
        Tone.Good => 4,
        _ => 5,
    };

    private static string Ready(ProgramState s) => s.Process is null ? "-" : s.Ready switch { Readiness.Yes => "yes", Readiness.No => "no", Readiness.Overdue => "late" };
}
