using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>What a worker says of itself at one moment. Null means it did not say.</summary>
/// <param name="Pid">Main pid on its own host.</param>
/// <param name="Uptime">Since this process image started; shrinks at a restart in place.</param>
/// <param name="Pool">How it executes.</param>
/// <param name="Started">Started task runs by type since start.</param>
/// <param name="MaxRss">Peak resident memory of the main process, bytes.</param>
/// <param name="Prefetch">Messages it may hold; 0 is unlimited.</param>
/// <param name="Broker">Where it is connected, secrets masked.</param>
/// <param name="Details">Framework-specific lines for the detail screen, in order.</param>
public sealed record WorkerStats(
    int? Pid,
    TimeSpan? Uptime,
    Pool Pool,
    ImmutableArray<TaskTotal> Started,
    long? MaxRss,
    int? Prefetch,
    string? Broker,
    ImmutableArray<Detail> Details);

/// <summary>How often task runs of one type were started.</summary>
public readonly record struct TaskTotal(string Name, long Count);

/// <summary>One labelled line that a driver supplies; shown, never parsed back.</summary>
/// <param name="Enforced">False when the worker's pool ignores this setting: then <paramref name="Note"/> says so.</param>
public readonly record struct Detail(string Label, string Value, bool Enforced = true, string? Note = null);
