using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>A worker with everything that follows from what was heard of it.</summary>
/// <param name="Alarms">What is wrong beside its health, one line each (two processes under one name …).</param>
/// <param name="Action">The action that is under way on it; null when none.</param>
/// <param name="Stale">Why this picture may be old (its source is gone); null while it is listened to.</param>
public sealed record WorkerState(Worker Worker, Lights Lights, HealthState Health, ImmutableArray<string> Alarms, ActionRun? Action, string? Stale)
{
    /// <summary>Running task runs, from whichever was heard last: its heartbeat or its list. Null when neither was.</summary>
    public int? Running
    {
        get
        {
            var facts = Worker.Facts.Active;
            var beat = Worker.Signs.ActiveCount;
            return facts.HasValue && (beat is null || facts.At >= Worker.Signs.LastBeat) ? facts.Value.Length : beat;
        }
    }

    /// <summary>Main pid on its own host, as it says (the newest when two answer under its name), or as its keeper knows better.</summary>
    public int? Pid => Worker.Kept is { Reached: true, Evidence: not LinkEvidence.Conflict, Unit: { Process: var process } unit } && (process is null ? unit.Phase != UnitPhase.Stopping : !KeptHealth.IsHeard(Worker, process))
        ? process?.Pid
        : Worker.Instances.IsDefaultOrEmpty ? Worker.Facts.Stats.Value?.Pid : Worker.Instances[^1].Pid;

    /// <summary>Task runs started since its start.</summary>
    public long? Processed => Worker.Signs.ProcessedCount
        ?? (Worker.Facts.Stats.Value is { } stats ? stats.Started.Sum(t => t.Count) : null);

    public Pool Pool => Worker.Facts.Stats.Value?.Pool ?? Pool.Unknown;
}
