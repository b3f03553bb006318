using System.Collections.Immutable;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>What was read of the groups that the launcher is to keep.</summary>
/// <param name="File">Where they were read from; null when nothing was found.</param>
/// <param name="Problems">With one of these nothing is started.</param>
/// <param name="Warnings">Traps: told, and work goes on.</param>
public sealed record GroupsOutcome(
    string? File,
    ImmutableArray<GroupReading> Readings,
    ImmutableArray<SettingsProblem> Problems,
    ImmutableArray<SettingsProblem> Warnings)
{
    /// <summary>The groups, in the order of the file.</summary>
    public ImmutableArray<WorkerGroup> Groups => [.. Readings.Select(r => r.Group)];
}
