using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>What a kept program tells of its work, as facts of a worker. Pure.</summary>
internal static class KeptFacts
{
    /// <param name="now">Monotonic since boot, as the launcher's moments.</param>
    /// <param name="wall">The same moment by the wall clock.</param>
    public static WorkerStats Stats(ProgramStatus program, TimeSpan now, DateTimeOffset wall)
    {
        var report = program.State.Report;
        return new WorkerStats(
            program.State.Process?.Pid, Uptime(program, now, wall), new Pool(report.Pool, report.Slots, [], [], null),
            report.Done is { } done ? [new TaskTotal("all", done + (report.Failed ?? 0))] : [], program.Usage?.Memory, null, null, Details(program));
    }

    /// <summary>How long this image of the program runs: a restart in place keeps the process and begins a new image.</summary>
    public static TimeSpan? Uptime(ProgramStatus program, TimeSpan now, DateTimeOffset wall) => program.State switch
    {
        { Report.Since: { } since, Process: not null } => wall - DateTimeOffset.FromUnixTimeSeconds(since),
        { Process: { } process } => now - process.At,
        _ => null,
    };

    public static bool SaysNothing(ProgramReport report) => Same(report, ProgramReport.Nothing);

    /// <summary>Whether it reported between two sights: one that promised signs of life moves its deadline with each, any other is heard by what changed.</summary>
    public static bool Heard(ProgramStatus before, ProgramStatus program) =>
        before.State.WatchdogDue != program.State.WatchdogDue || !Same(before.State.Report, program.State.Report);

    // By content: each picture brings arrays of its own.
    private static bool Same(ProgramReport a, ProgramReport b) =>
        (a.Status, a.Pool, a.Slots, a.Done, a.Failed, a.Since, a.Stopping) == (b.Status, b.Pool, b.Slots, b.Done, b.Failed, b.Since, b.Stopping)
        && (a.Running.IsDefault ? b.Running.IsDefault : !b.Running.IsDefault && a.Running.SequenceEqual(b.Running))
        && (a.Queues.IsDefault ? b.Queues.IsDefault : !b.Queues.IsDefault && a.Queues.SequenceEqual(b.Queues));

    /// <summary>Null: it does not say.</summary>
    public static ImmutableArray<TaskRun>? Active(ProgramStatus program) => program.State.Report.Running is { IsDefault: false } runs
        ? [.. runs.Select((r, i) => new TaskRun(r.Id ?? string.Create(CultureInfo.InvariantCulture, $"{program.Id}/{i}"), r.Name, null, null, null, null, true, r.Pid, null, null, null))]
        : null;

    /// <summary>Queues that it takes from, each with what waits there as far as it says (<c>mail</c>, <c>mail:12</c>).</summary>
    public static ImmutableArray<(string Name, long? Waiting)> Queues(ProgramStatus program) => program.State.Report.Queues is { IsDefault: false } queues ? [.. queues.Select(Queue)] : [];

    private static (string Name, long? Waiting) Queue(string word)
    {
        var colon = word.LastIndexOf(':');
        return colon > 0 && long.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var waiting) ? (word[..colon], waiting) : (word, null);
    }

    private static ImmutableArray<Detail> Details(ProgramStatus program)
    {
        var details = ImmutableArray.CreateBuilder<Detail>();
        Add("says", program.State.Report.Status);
        Add("keeper", "local launcher");
        Add("start", string.Create(CultureInfo.InvariantCulture, $"number {program.State.Run}, {program.State.Restarts} of them without being asked"));
        Add("last exit", program.State.LastExit is { } exit ? $"{exit.Text}{(exit.LastLine is { } line ? $": {line}" : "")}" : null);
        Add("failed runs", program.State.Report.Failed?.ToString(CultureInfo.InvariantCulture));
        Add("port", program.Port?.ToString(CultureInfo.InvariantCulture));
        Add("log", program.LogFile);
        return details.ToImmutable();

        void Add(string label, string? value)
        {
            if (value is not null)
            {
                details.Add(new Detail(label, value));
            }
        }
    }
}
