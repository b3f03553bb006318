using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>How a worker executes task runs.</summary>
/// <param name="Kind">The framework's own word ("prefork", "threads", "solo" …); null when unknown.</param>
/// <param name="Size">Slots now; null when unknown.</param>
/// <param name="ChildPids">Pids of its slots on its host; empty when slots are no processes.</param>
/// <param name="Limits">What bounds one task run or one child, each marked when this pool does not enforce it.</param>
/// <param name="Autoscale">The range it scales in by itself; null when it does not.</param>
public sealed record Pool(string? Kind, int? Size, ImmutableArray<int> ChildPids, ImmutableArray<Detail> Limits, AutoscaleRange? Autoscale)
{
    public static Pool Unknown { get; } = new(null, null, [], [], null);
}

/// <summary>Bounds of a pool that resizes itself.</summary>
public sealed record AutoscaleRange(int? Min, int? Max, int? Current);

/// <summary>One slot of a pool and what it runs.</summary>
/// <param name="Pid">The slot's process; null when slots are threads or unknown.</param>
public sealed record Slot(int Number, int? Pid, TaskRun? Running);
