using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>One thing an operator asks for, with all its targets. Each target becomes an <see cref="ActionRun"/> of its own.</summary>
/// <param name="Targets">Never empty: nothing selected is refused before this exists.</param>
/// <param name="Amount">How many, for actions that take a number; else null.</param>
/// <param name="Timeout">How long the effect is waited for; null takes the action's own deadline.</param>
/// <param name="Then">What follows when a warm stop's deadline passed: null offers the next step and does nothing.</param>
/// <param name="Signal">Which signal, as in <see cref="SignalNames"/>, for the action that sends one; else null.</param>
/// <param name="By">Who asks: user, and how (screen, batch).</param>
public sealed record FleetAction(
    ActionId Action,
    ImmutableArray<WorkerId> Targets,
    int? Amount,
    TimeSpan? Timeout,
    ActionId? Then,
    string By,
    string? Signal = null);
