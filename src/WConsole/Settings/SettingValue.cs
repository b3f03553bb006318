using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>One value of the settings as it came out, and who said so.</summary>
/// <param name="Name">Its place: <c>theme</c>, <c>clusters.shop.sources.redis</c>.</param>
/// <param name="Value">For people: passwords are masked.</param>
/// <param name="Origin">File, variable, flag, or "built-in".</param>
/// <param name="Line">0: its origin has no lines.</param>
public sealed record SettingValue(string Name, string Value, string Origin, long Line)
{
    /// <summary>Origin and line as compilers write it.</summary>
    public string From => Line > 0 ? $"{Origin}:{Line}" : Origin;

    /// <summary>Every value, in the order of the file's keys.</summary>
    public static ImmutableArray<SettingValue> Of(SettingsOutcome outcome)
    {
        var settings = outcome.Settings;
        return
        [
            .. settings.Clusters.SelectMany(Cluster),
            .. settings.Cluster is { } cluster ? [Strongest("cluster", cluster, l => l.Cluster is not null)] : (SettingValue[])[],
            Strongest("theme", settings.Theme, l => l.Theme is not null),
            Strongest("mouse", Word(settings.Mouse), l => l.Mouse is not null),
            // Safety adds up: any layer that protects is the reason.
            Strongest("readonly", Word(settings.ReadOnly), l => settings.ReadOnly ? l.ReadOnly == true : l.ReadOnly is not null),
            .. settings.Keys.Select(k => new SettingValue($"keys.{k.Name}", List(k.Chords), k.Origin, k.Line)),
            .. settings.Views.SelectMany(View),
            .. settings.Favourites.Select(f => new SettingValue(
                $"favourites.{f.Key}", $"{f.Filter}{(f.View is { } view ? $" in {view}" : "")}{(f.Name is { } name ? $" ({name})" : "")}", f.Origin, f.Line)),
        ];

        SettingValue Strongest(string name, string value, Func<SettingsLayer, bool> says)
        {
            var layer = outcome.Layers.Last(says);
            return new SettingValue(name, value, layer.Origin, layer.Lines?.GetValueOrDefault(name) ?? 0);
        }
    }

    private static IEnumerable<SettingValue> Cluster(ClusterSettings cluster)
    {
        var at = $"clusters.{cluster.Name}";
        yield return new SettingValue($"{at}.environment", cluster.Environment, cluster.Origin, cluster.Line);
        yield return new SettingValue($"{at}.readonly", Word(cluster.ReadOnly), cluster.Origin, cluster.Line);
        foreach (var source in cluster.Sources)
        {
            var secret = source.PasswordFile is { } file ? $" (password in {file})" : source.PasswordEnv is { } variable ? $" (password in ${variable})" : "";
            yield return new SettingValue($"{at}.sources.{source.Name}", source.Masked + secret, source.Origin, source.Line);
        }
    }

    private static IEnumerable<SettingValue> View(ViewSetting view)
    {
        yield return new SettingValue($"views.{view.Name}.columns", view.Columns.IsEmpty ? "as the screen chooses" : List(view.Columns), view.Origin, view.Line);
        if (view.Sort is { } sort)
        {
            yield return new SettingValue($"views.{view.Name}.sort", sort + (view.Descending ? ", descending" : ""), view.Origin, view.Line);
        }
    }

    private static string List(ImmutableArray<string> words) => words.IsEmpty ? "none" : string.Join(' ', words);

    private static string Word(bool value) => value ? "true" : "false";
}
