using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>What an acting verb was asked to do.</summary>
/// <param name="Then">What follows when the deadline passes; null when nothing does.</param>
internal sealed record ActRequest(
    ActionInfo Info, int? Amount, ActionId? Then, TargetRequest Targets, bool Yes, string? Confirm, bool DryRun, bool DetailedExitCode, string? Signal = null);
