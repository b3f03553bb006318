using System.Collections.Immutable;
using WConsole.Settings;

namespace WConsole.Tui;

/// <summary>How an operator wants a table: its columns in order (empty: as the screen chooses), and its order at first.</summary>
internal sealed record ViewLayout(ImmutableArray<string> Columns, string? Sort, bool Descending)
{
    public static (ImmutableDictionary<string, ViewLayout> Layouts, ImmutableArray<SettingsProblem> Problems) Of(ImmutableArray<ViewSetting> settings)
    {
        var layouts = ImmutableDictionary.CreateBuilder<string, ViewLayout>();
        var problems = ImmutableArray.CreateBuilder<SettingsProblem>();
        foreach (var setting in settings)
        {
            if (ViewTable.Table(setting.Name) is not { } table)
            {
                problems.Add(new(setting.Origin, setting.Line, $"there is no table '{setting.Name}'", ViewTable.NearTable(setting.Name)));
                continue;
            }

            var unknown = setting.Columns.Append(setting.Sort).OfType<string>().Where(c => !table.Columns.Contains(c)).Distinct().ToList();
            foreach (var column in unknown)
            {
                var near = Nearest.Of(column, table.Columns);
                problems.Add(new(setting.Origin, setting.Line, $"{setting.Name} has no column '{column}'", near is null ? $"there are: {string.Join(", ", table.Columns)}" : $"did you mean '{near}'?"));
            }

            if (setting.Columns.Distinct().Count() != setting.Columns.Length)
            {
                problems.Add(new(setting.Origin, setting.Line, $"a column of {setting.Name} is named twice", "name each once"));
            }

            layouts[setting.Name] = new ViewLayout(setting.Columns, setting.Sort, setting.Descending);
        }

        return (layouts.ToImmutable(), problems.ToImmutable());
    }
}
