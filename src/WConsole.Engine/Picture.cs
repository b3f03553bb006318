using System.Collections.Immutable;
using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>How complete a picture is for somebody's interests.</summary>
/// <param name="Settled">Waiting longer would not help.</param>
/// <param name="Problems">What keeps a settled picture from being complete, one line each.</param>
public sealed record Picture(bool Settled, ImmutableArray<string> Problems)
{
    /// <summary>Every declared interest is fresh or known to be unanswerable, in every source.</summary>
    public bool Complete => Settled && Problems.IsEmpty;
}

/// <summary>What came of waiting for a picture.</summary>
public sealed record Gathered(FleetSnapshot Snapshot, Picture Picture);
