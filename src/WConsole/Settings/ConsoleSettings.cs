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
        var clusters = new List<ClusterSettings>();
        var groups = new List<string>();
        foreach (var layer in layers)
        {
            foreach (var cluster in layer.Clusters)
            {
                var known = clusters.FindIndex(c => c.Name == cluster.Name);
                if (known >= 0)
                {
                    clusters[known] = cluster;
                }
                else
                {
                    clusters.Add(cluster);
                }
            }

            foreach (var group in layer.Groups.IsDefault ? [] : layer.Groups)
            {
                if (!groups.Contains(group))
                {
                    groups.Add(group);
                }
            }
        }

        return new ConsoleSettings(
            [.. clusters],
            Strongest(l => l.Cluster),
            Strongest(l => l.Theme)!,
            Strongest(l => l.Mouse)!.Value,
            // Safety adds up: no layer can take back what another one protects.
            layers.Any(l => l.ReadOnly == true),
            [.. groups])
        {
            Keys = Each(l => l.Keys, k => k.Name),
            Views = Each(l => l.Views, v => v.Name),
            Favourites = Each(l => l.Favourites, f => f.Key),
        };

        ImmutableArray<T> Each<T>(Func<SettingsLayer, ImmutableArray<T>> of, Func<T, string> name) =>
            // Most often nobody says anything: what groups them is not even loaded then.
            layers.All(l => of(l).IsEmpty) ? [] : [.. layers.SelectMany(l => of(l)).GroupBy(name).Select(g => g.Last())];

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
