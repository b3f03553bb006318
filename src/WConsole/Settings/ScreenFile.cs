using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What a settings file says about the screen: keys, views, favourites.</summary>
internal static class ScreenFile
{
    public static ImmutableArray<KeySetting> Keys(YamlMap root) => root.Map("keys") is { } keys
        ? [.. keys.Keys.Select(name => new KeySetting(name, keys.Texts(name), keys.File, keys.LineOf(name)))]
        : [];

    public static ImmutableArray<ViewSetting> Views(YamlMap root)
    {
        if (root.Map("views") is not { } views)
        {
            return [];
        }

        var all = ImmutableArray.CreateBuilder<ViewSetting>();
        foreach (var name in views.Keys)
        {
            if (views.Map(name) is { } view)
            {
                view.Only(SettingsWords.View);
                all.Add(new ViewSetting(name, view.Texts("columns"), view.Text("sort"), view.Flag("descending") ?? false, views.File, views.LineOf(name)));
            }
        }

        return all.ToImmutable();
    }

    public static ImmutableArray<FavouriteSetting> Favourites(YamlMap root)
    {
        if (root.Map("favourites") is not { } favourites)
        {
            return [];
        }

        var all = ImmutableArray.CreateBuilder<FavouriteSetting>();
        foreach (var key in favourites.Keys)
        {
            if (favourites.HoldsKeys(key) && favourites.Map(key) is { } map)
            {
                map.Only(SettingsWords.Favourite);
                all.Add(new FavouriteSetting(key, map.Text("filter") ?? "", map.Text("view"), map.Text("name"), favourites.File, favourites.LineOf(key)));
            }
            else if (favourites.Text(key) is { } filter)
            {
                all.Add(new FavouriteSetting(key, filter, null, null, favourites.File, favourites.LineOf(key)));
            }
        }

        return all.ToImmutable();
    }
}
