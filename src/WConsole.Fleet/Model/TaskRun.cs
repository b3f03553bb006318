namespace WConsole.Fleet.Model;

/// <summary>One execution of a task, as its worker tells it. Null means not told.</summary>
/// <param name="Args">Arguments as text for display only.</param>
/// <param name="StartedAt">By the worker's clock.</param>
/// <param name="Acknowledged">False on a running task: its message is acknowledged late, so it is redelivered when the worker dies.</param>
/// <param name="SlotPid">The pool process that runs it; null when the pool has no processes.</param>
public sealed record TaskRun(
    string Id,
    string Name,
    string? Args,
    string? Kwargs,
    DateTimeOffset? StartedAt,
    DateTimeOffset? Eta,
    bool? Acknowledged,
    int? SlotPid,
    string? Queue,
    int? Priority,
    bool? Redelivered);
