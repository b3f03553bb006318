using System.CommandLine;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.Settings;

namespace WConsole.Cli.Launch;

/// <summary>Options that every verb of the launcher takes.</summary>
internal static class LaunchOptions
{
    private const string StateDirName = "--state-dir";

    public static Option<string> StateDir() => GlobalOptions.Text(
        StateDirName, null, "DIR", "The launcher's own folder; one launcher lives in each ($XDG_STATE_HOME/wconsole/launcher when not given).", recursive: false);

    /// <summary>Whether the command line or the environment names a launcher.</summary>
    public static bool IsChosen(Call call) =>
        (call.Parse.CommandResult.Command.Options.Any(o => o.Name == StateDirName) && call.Parse.GetValue<string>(StateDirName) is not null)
        || (call.Host.Environment.TryGetValue("WCONSOLE_STATE_DIR", out var variable) && variable.Length > 0);

    /// <summary>The door to the launcher that this command line is about.</summary>
    public static ILauncherDoor Door(Call call) => call.Host.Launcher(Folder(call));

    /// <summary>The state directory of the launcher that this command line is about.</summary>
    public static string Folder(Call call)
    {
        var given = call.StateDir ?? (call.Parse.CommandResult.Command.Options.Any(o => o.Name == StateDirName) ? call.Parse.GetValue<string>(StateDirName) : null);
        var folder = given ?? (call.Host.Environment.TryGetValue("WCONSOLE_STATE_DIR", out var variable) && variable.Length > 0 ? variable : null);
        return folder is null
            ? Path.Combine(XdgFolders.From(call.Host.Inputs(call.Flags)).State, "launcher")
            : Path.GetFullPath(folder, call.Host.WorkingDirectory);
    }

    /// <summary>Null: the line was refused with the error.</summary>
    /// <param name="first">Asked as soon as it is known; <see cref="Opened.Reply"/> is its answer.</param>
    public static async Task<Opened> OpenAsync(Call call, bool start, CancellationToken token, Task<LaunchRequest?>? first = null)
    {
        var door = Door(call);
        var sight = door.Look();
        if (sight.Pid is null && !start)
        {
            var left = door.Left();
            return new Opened(null, left.IsEmpty
                ? new CliError(ExitCode.Unknown, $"no launcher lives in {sight.Folder}", "run wconsole up")
                : new CliError(ExitCode.Unknown, $"the launcher of {sight.Folder} is gone; {left.Length} of its programs live on", "run wconsole up: it takes them over"));
        }

        var opening = await door.OpenAsync(start, token, first);
        if (opening.Line is not { } line)
        {
            return new Opened(null, new CliError(ExitCode.Unknown, opening.Why, opening.Remedy));
        }

        if (sight.Pid is null || sight.IsAhead)
        {
            // It was started for this verb: what it found is worth telling, once.
            foreach (var news in opening.Found.News)
            {
                call.Host.Streams.Say($"wconsole: launcher: {AfterStamp(news)}");
            }
        }

        return new Opened(line, null) { Reply = opening.Reply, Found = opening.Found };
    }

    /// <summary>A connection, or why there is none.</summary>
    internal sealed record Opened(ILauncherLine? Line, CliError? Error)
    {
        public LaunchReply? Reply { get; init; }

        /// <summary>How everything stood before anything was asked.</summary>
        public LaunchPicture Found { get; init; } = LaunchPicture.Nothing;
    }

    private static string AfterStamp(string news) => news.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? news[(at + 1)..] : news;
}
