using System.CommandLine;
using WConsole.Cli.Output;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>A theme and where it comes from.</summary>
/// <param name="Origin">"built-in", or its file.</param>
/// <param name="Chosen">Whether the settings choose it.</param>
internal sealed record ThemeRow(string Name, string Origin, string? Inherits, bool Chosen);

/// <summary><c>themes</c>: every theme with its origin. Connects to nothing.</summary>
internal static class ThemesVerb
{
    public static TableSpec<ThemeRow> Spec { get; } = new(
        "themes",
        [
            new("name", "THEME", (t, _) => t.Name, (t, _) => SortKey.Of(t.Name), "name"),
            new("chosen", "CHOSEN", (t, _) => t.Chosen ? "yes" : "", (t, _) => SortKey.Of(t.Chosen ? 0 : 1), "chosen"),
            new("inherits", "INHERITS", (t, _) => t.Inherits ?? "", (t, _) => SortKey.Of(t.Inherits), "inherits"),
            new("origin", "ORIGIN", (t, _) => t.Origin, (t, _) => SortKey.Of(t.Origin), "origin"),
        ],
        t => t.Name, (_, _) => Tone.Plain, (_, _) => 0, t => [t.Name]);

    public static Command Make() => new VerbCommand("themes", "Every theme, and where it comes from.", VerbKind.Plain, (call, _) => Task.FromResult(Run(call)));

    private static ExitCode Run(Call call)
    {
        var inputs = call.Host.Inputs(call.Flags);
        var chosen = SettingsPipeline.Load(inputs).Settings.Theme;
        var folder = XdgFolders.From(inputs).Themes;
        var (themes, problems) = ThemeShelf.Read(folder);
        List<ThemeRow> rows =
        [
            .. themes.Values.OrderBy(t => t.Name, StringComparer.Ordinal)
                .Select(t => (Theme: t, File: Path.Combine(folder, t.Name + ".yaml")))
                .Select(t => new ThemeRow(t.Theme.Name, File.Exists(t.File) ? t.File : "built-in", t.Theme.Inherits, t.Theme.Name == chosen)),
        ];
        var now = FleetSnapshot.Empty with { WallAt = call.Host.Time.GetUtcNow() };
        return Printed.List(
            call,
            new Listing<ThemeRow>("wconsole/themes/1", Spec, rows, (json, t) =>
            {
                json.WriteStartObject();
                json.WriteString("name", t.Name);
                json.WriteString("origin", t.Origin);
                json.Text("inherits", t.Inherits);
                json.WriteBoolean("chosen", t.Chosen);
                json.WriteEndObject();
            }, t => t.Name),
            new ListingFrame("", new ViewContext(now), problems.Count == 0, problems));
    }
}
