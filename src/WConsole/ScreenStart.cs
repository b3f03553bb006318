using System.Collections.Immutable;
using System.Text;
using WConsole.Cli;
using WConsole.Cli.Output;
using WConsole.Engine;
using WConsole.Fleet.Ports;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Settings.Groups;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tui;

namespace WConsole;

/// <summary>Starts the full-screen console from what the settings say.</summary>
internal static class ScreenStart
{
    public static ScreenEnd Run(StartScreen start, FleetEngine engine, IReadOnlyDictionary<string, string> variables, string user, Streams streams, Func<string, ILauncherDoor>? launcher = null)
    {
        var unreadable = new List<SettingsProblem>();
        var isAuto = start.Settings.Theme == "auto";
        var (theme, problems) = Themed(isAuto ? "dark" : start.Settings.Theme, start, unreadable);
        var options = new ConsoleOptions
        {
            Cluster = start.Cluster.Name,
            Clusters = [.. start.Settings.Clusters.Select(c => c.Name)],
            Environment = start.Cluster.Environment,
            ReadOnly = start.ReadOnly,
            Guessed = start.Guessed,
            SettingsFile = start.Folders.ConfigFile,
            View = start.Noun,
            Target = start.Target,
            Filter = start.Filter ?? "",
            Warnings = [.. start.Warnings, .. unreadable.Select(p => p.Text), .. problems.Select(p => p.ToString())],
            Capabilities = TerminalCapabilities.From(name => variables.GetValueOrDefault(name)),
            Theme = theme,
            OnLight = isAuto ? () => Themed("light", start, []).Theme : null,
            Editor = Editor.Command(variables.GetValueOrDefault("VISUAL"), variables.GetValueOrDefault("EDITOR")),
            HistoryFile = Path.Combine(start.Folders.State, "palette-history"),
            Pager = Pager.Command(variables.GetValueOrDefault("PAGER")),
            Launcher = launcher is null ? null : () => start.Door ?? launcher(start.LauncherFolder),
            Kept = start.Kept,
            Asked = launcher is null ? null : new AskedPlace(new SettingsInputs(variables, Environment.CurrentDirectory, SettingsFlags.None, Composition.Look)),
            ReadLog = (want, intake, stop) => LogReading.RunAsync(want, intake, TimeProvider.System, stop),
            Mouse = start.Settings.Mouse,
            User = user,
            BeforeScreen = () => streams.StartLine?.Erase(),
            BatchLine = (action, risk) => BatchLine.Of(action, risk, start.Cluster, start.Folders.ConfigFile),
            BatchNote = BatchLine.Note(start.Cluster),
            Json = (worker, snapshot) => Encoding.UTF8.GetString(JsonText.Of(writer => WorkerJson.WriteFull(writer, worker, new ViewContext(snapshot)), indented: true)),
        };
        var end = ConsoleApp.RunAsync(options.With(start.Settings), engine, TimeProvider.System).GetAwaiter().GetResult();
        if (end.ExitCode is { } ended)
        {
            return new ScreenEnd(ended, end.Cluster);
        }

        streams.Say($"wconsole: no full screen here: {end.Problem}; use wconsole --batch workers");
        return new ScreenEnd((int)ExitCode.Usage);
    }

    private static (Theme Theme, ImmutableArray<ThemeProblem> Problems) Themed(string name, StartScreen start, ICollection<SettingsProblem> unreadable) =>
        ThemeResolver.Resolve(name, n => ThemeShelf.Find(start.Folders.Themes, n, unreadable), () => ThemeShelf.Names(start.Folders.Themes));
}
