using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>All layers merged: for each value the strongest layer that says it; clusters of one name replace each other whole.</summary>
public sealed record ConsoleSettings(ImmutableArray<ClusterSettings> Clusters, string? Cluster, string Theme, bool Mouse, bool ReadOnly, ImmutableArray<string> Groups)
{
    /// <summary>By name; of each the strongest layer's.</summary>
    public ImmutableArray<KeySetting> Keys { get; init; } = [];

    public ImmutableArray<ViewSetting> Views { get; init; } = [];

    public ImmutableArray<FavouriteSetting> Favourites { get; init; } = [];

    /// <param name="layers">Weakest first; the first is <see cref="SettingsLayer.BuiltIn"/>.</param>
    public static ConsoleSettings Merge(IReadOnlyList<SettingsLayer> layers)
    {
        var clusters = new Dictionary<string, ClusterSettings>(StringComparer.Ordinal);
        foreach (var cluster in layers.SelectMany(l => l.Clusters))
        {
            clusters[cluster.Name] = cluster;
        }

        return new ConsoleSettings(
            [.. clusters.Values],
            Strongest(l => l.Cluster),
            Strongest(l => l.Theme)!,
            Strongest(l => l.Mouse)!.Value,
            // Safety adds up: no layer can take back what another one protects.
            layers.Any(l => l.ReadOnly == true),
            [.. layers.SelectMany(l => l.Groups.IsDefault ? [] : l.Groups).Distinct()])
        {
            Keys = Each(l => l.Keys, k => k.Name),
            Views = Each(l => l.Views, v => v.Name),
            Favourites = Each(l => l.Favourites, f => f.Key),
        };

        ImmutableArray<T> Each<T>(Func<SettingsLayer, ImmutableArray<T>> of, Func<T, string> name) =>
            [.. layers.SelectMany(l => of(l)).GroupBy(name).Select(g => g.Last())];

        // A plain loop: LINQ over values is compiled anew at each start.
        T? Strongest<T>(Func<SettingsLayer, T?> value)
        {
            for (var i = layers.Count - 1; i >= 0; i--)
            {
                if (value(layers[i]) is { } said)
                {
                    return said;
                }
            }

            return default;
        }
    }
}
