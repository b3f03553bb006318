using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>Where one action on one target is. Asked is not done: between the two lies <see cref="Watching"/>.</summary>
public enum ActionPhase
{
    /// <summary>Accepted, nothing sent yet.</summary>
    Asked,

    /// <summary>Its steps are being carried out.</summary>
    Sending,

    /// <summary>Sent; the effect is awaited.</summary>
    Watching,

    /// <summary>The deadline passed and the effect was not seen; it is still watched, and the next step is offered.</summary>
    Late,

    /// <summary>The effect was seen.</summary>
    Done,

    /// <summary>Not tried, and why.</summary>
    Refused,

    /// <summary>Tried, and failed.</summary>
    Failed,

    /// <summary>Given up waiting for the effect.</summary>
    TimedOut,
}

/// <summary>One action on one worker, from asked to its outcome; part of the snapshot.</summary>
/// <param name="Id">Unique across restarts of the console; the audit's two records share it.</param>
/// <param name="Before">The worker as it was when the action was asked: effects compare with it.</param>
/// <param name="Route">How it reaches its target, in words; empty until chosen.</param>
/// <param name="Since">Monotonic stamp from which its time counts: of the asking, then of the sending.</param>
/// <param name="Deadline">Monotonic stamp by which the effect is expected.</param>
/// <param name="Progress">What is happening, or the outcome, one line.</param>
/// <param name="Detail">More than a line that the outcome brought (a traceback dump); null when none.</param>
/// <param name="NextStep">What may be asked next when it is late.</param>
public sealed record ActionRun(
    string Id,
    FleetAction Action,
    WorkerId Target,
    Worker Before,
    ActionPhase Phase,
    string Route,
    Risk Risk,
    TimeSpan Since,
    TimeSpan Deadline,
    string Progress,
    string? Detail = null,
    ActionId? NextStep = null,
    TimeSpan? EndedAt = null)
{
    /// <summary>Monotonic stamp of the asking: the same for all targets that were asked together.</summary>
    public TimeSpan AskedAt { get; init; } = Since;

    /// <summary>True once nothing more will happen.</summary>
    public bool Ended => Phase is ActionPhase.Done or ActionPhase.Refused or ActionPhase.Failed or ActionPhase.TimedOut;
}
