using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>The text of a settings file (or of a project file: one shape) → a layer.</summary>
public static class SettingsFile
{
    public static LayerReading Read(string file, string text, Func<string, BrokerLook> look)
    {
        var problems = new List<SettingsProblem>();
        var map = YamlText.Read(file, text, problems);
        if (map is null)
        {
            return new LayerReading(new SettingsLayer(file, []), [.. problems]);
        }

        map.Only(SettingsWords.Root);
        var layer = new SettingsLayer(file, Clusters(map, look), map.Text("cluster"), map.Text("theme"), map.Flag("mouse"), map.Flag("readonly"), Groups(map))
        {
            Keys = ScreenFile.Keys(map),
            Views = ScreenFile.Views(map),
            Favourites = ScreenFile.Favourites(map),
            Lines = map.Keys.ToDictionary(k => k, map.LineOf),
        };
        return new LayerReading(layer, [.. problems]);
    }

    private static ImmutableArray<ClusterSettings> Clusters(YamlMap root, Func<string, BrokerLook> look)
    {
        if (root.Map("clusters") is not { } all)
        {
            return [];
        }

        var clusters = ImmutableArray.CreateBuilder<ClusterSettings>();
        foreach (var name in all.Keys)
        {
            if (all.Map(name) is not { } map)
            {
                continue;
            }

            map.Only(SettingsWords.Cluster);
            var sources = SourceFile.Read(map, look);
            if (sources.IsEmpty)
            {
                map.Wrong("sources", $"cluster '{name}' has no source", "write sources: and under it - redis: redis://HOST:6379/0");
            }

            clusters.Add(new ClusterSettings(name, map.Text("environment") ?? ClusterSettings.Development, map.Flag("readonly") ?? false, sources, root.File) { Line = all.LineOf(name), Launcher = map.Flag("launcher") ?? true });
        }

        return clusters.ToImmutable();
    }

    // Only their names: what stands in them is read when somebody runs, checks or shows them (see Groups.GroupInput).
    private static ImmutableArray<string> Groups(YamlMap root) => root.Map("groups") is { } all ? [.. all.Keys] : [];
}
