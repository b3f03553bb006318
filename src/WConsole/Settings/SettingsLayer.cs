using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What one origin (a file, the environment, the flags) says; null and empty mean that it does not say.</summary>
/// <param name="Cluster">The cluster to take when none is asked for.</param>
/// <param name="Groups">Names of launcher groups: read and checked, but nothing runs them yet.</param>
public sealed record SettingsLayer(
    string Origin,
    ImmutableArray<ClusterSettings> Clusters,
    string? Cluster = null,
    string? Theme = null,
    bool? Mouse = null,
    bool? ReadOnly = null,
    ImmutableArray<string> Groups = default)
{
    public static SettingsLayer BuiltIn { get; } = new("built-in", [], Theme: "dark", Mouse: true, ReadOnly: false);
}
