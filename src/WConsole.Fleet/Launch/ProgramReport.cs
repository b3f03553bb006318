using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What a program tells of its work over <c>NOTIFY_SOCKET</c>. Null: not said.</summary>
/// <param name="Status">One line for people (<c>STATUS</c>).</param>
/// <param name="Pool">How it executes: "prefork", "threads" (<c>X_WCONSOLE_POOL</c>).</param>
/// <param name="Slots">Task runs it can execute at once (<c>X_WCONSOLE_SLOTS</c>).</param>
/// <param name="Running">What it executes (<c>X_WCONSOLE_RUNNING</c>); default: not said.</param>
/// <param name="Queues">What it consumes from (<c>X_WCONSOLE_QUEUES</c>); default: not said.</param>
/// <param name="Done">Task runs that it finished (<c>X_WCONSOLE_DONE</c>).</param>
/// <param name="Failed">Task runs that failed (<c>X_WCONSOLE_FAILED</c>).</param>
public sealed record ProgramReport(
    string? Status, string? Pool, int? Slots, ImmutableArray<ReportedRun> Running, ImmutableArray<string> Queues, long? Done, long? Failed)
{
    /// <summary>When this image of it began, in seconds since 1970 (<c>X_WCONSOLE_SINCE</c>): newer after a restart in place, which keeps the pid.</summary>
    public long? Since { get; init; }

    /// <summary>Whether it takes no more work and is ending (<c>STOPPING=1</c>).</summary>
    public bool Stopping { get; init; }

    public static ProgramReport Nothing { get; } = new(null, null, null, default, default, null, null);

    /// <summary>Takes over what a later message says, and keeps what it does not mention.</summary>
    public ProgramReport With(ProgramReport later) => new(
        later.Status ?? Status, later.Pool ?? Pool, later.Slots ?? Slots, later.Running.IsDefault ? Running : later.Running,
        later.Queues.IsDefault ? Queues : later.Queues, later.Done ?? Done, later.Failed ?? Failed)
    {
        Since = later.Since ?? Since,
        Stopping = later.Stopping || (Stopping && (later.Since ?? Since) == Since),
    };
}

/// <summary>A task run as a program reports it.</summary>
/// <param name="Id">Null: not said.</param>
/// <param name="Pid">The process that executes it; null: not said.</param>
public sealed record ReportedRun(string Name, string? Id, int? Pid);
