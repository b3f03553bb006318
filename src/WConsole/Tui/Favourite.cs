using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Terminal.Themes;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>A view with a filter, on a digit.</summary>
internal sealed record Favourite(int Digit, string View, string Filter, string Name)
{
    /// <summary>What the digit that takes the filter away is.</summary>
    public const int All = 0;

    public static (ImmutableArray<Favourite> Favourites, ImmutableArray<SettingsProblem> Problems) Of(ImmutableArray<FavouriteSetting> settings)
    {
        var all = ImmutableArray.CreateBuilder<Favourite>();
        var problems = ImmutableArray.CreateBuilder<SettingsProblem>();
        foreach (var setting in settings)
        {
            var view = setting.View ?? WorkersScreen.Name;
            if (!int.TryParse(setting.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var digit) || digit is < 1 or > 9)
            {
                problems.Add(new(setting.Origin, setting.Line, $"'{setting.Key}' is no key for a favourite", "take 1 to 9; 0 takes the filter away"));
            }
            else if (ViewTable.Table(view) is not { } table)
            {
                problems.Add(new(setting.Origin, setting.Line, $"there is no table '{view}'", ViewTable.NearTable(view)));
            }
            else if (FilterText.Parse(setting.Filter) is { IsEmpty: true })
            {
                problems.Add(new(setting.Origin, setting.Line, $"favourite {digit} has no filter", "write one as after / on the screen: 'state:lost'"));
            }
            else if (table.WithFilter(setting.Filter).FilterProblem is { Length: > 0 } wrong)
            {
                problems.Add(new(setting.Origin, setting.Line, $"the filter of favourite {digit} cannot be: {wrong.Split(';')[0]}", wrong[(wrong.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim()));
            }
            else
            {
                all.Add(new Favourite(digit, view, setting.Filter, setting.Name ?? setting.Filter));
            }
        }

        return (all.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>A digit was pressed on a table.</summary>
    public static (AppState State, ImmutableArray<Effect> Effects) Take(AppState state, int digit, UiContext context)
    {
        if (digit == All)
        {
            return (state.WithTop(state.Top.WithFilter("")), []);
        }

        return state.Options.Favourites.FirstOrDefault(f => f.Digit == digit) is { } favourite
            ? (state, [new Effect.Show(favourite.View), new Effect.Filter(favourite.Filter), new Effect.Say($"{digit}: {favourite.Name}")])
            : (state.Say(context, $"there is no favourite on {digit}; write favourites: and under it {digit}: 'state:lost' into {state.Options.SettingsFile}", Role.FlashWarn), []);
    }
}
