using System.Collections.Immutable;
using WConsole.Settings;
using WConsole.Tui.Keys;

namespace WConsole.Tui;

/// <summary>What the settings say about the screen, understood: keys, tables, favourites.</summary>
public static class ScreenSettings
{
    /// <summary>What of it cannot be, with file and line.</summary>
    public static ImmutableArray<SettingsProblem> Check(ConsoleSettings settings) =>
        [.. KeyMap.Of(settings.Keys).Problems, .. ViewLayout.Of(settings.Views).Problems, .. Favourite.Of(settings.Favourites).Problems];

    /// <summary>The options with it. The settings were checked: what is wrong in them is left out here.</summary>
    public static ConsoleOptions With(this ConsoleOptions options, ConsoleSettings settings) => options with
    {
        Keys = KeyMap.Of(settings.Keys).Map,
        Layouts = ViewLayout.Of(settings.Views).Layouts,
        Favourites = Favourite.Of(settings.Favourites).Favourites,
    };
}
