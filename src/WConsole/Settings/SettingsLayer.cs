using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What one origin (a file, the environment, the flags) says; null and empty mean that it does not say.</summary>
/// <param name="Cluster">The cluster to take when none is asked for.</param>
/// <param name="Groups">Names of groups of workers; only the launcher reads more of them.</param>
public sealed record SettingsLayer(
    string Origin,
    ImmutableArray<ClusterSettings> Clusters,
    string? Cluster = null,
    string? Theme = null,
    bool? Mouse = null,
    bool? ReadOnly = null,
    ImmutableArray<string> Groups = default)
{
    public ImmutableArray<KeySetting> Keys { get; init; } = [];

    public ImmutableArray<ViewSetting> Views { get; init; } = [];

    public ImmutableArray<FavouriteSetting> Favourites { get; init; } = [];

    /// <summary>Where each key of the file's top stands; null where there are no lines.</summary>
    public IReadOnlyDictionary<string, long>? Lines { get; init; }

    public static SettingsLayer BuiltIn { get; } = new("built-in", [], Theme: "dark", Mouse: true, ReadOnly: false);
}
