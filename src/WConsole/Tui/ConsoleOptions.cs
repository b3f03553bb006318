using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;
using WConsole.Settings.Groups;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tui.Keys;
using WConsole.Tui.Logs;

namespace WConsole.Tui;

/// <summary>What the full-screen console is started with.</summary>
public sealed record ConsoleOptions
{
    /// <summary>The cluster's name, as its settings call it.</summary>
    public required string Cluster { get; init; }

    /// <summary>The clusters that the palette can change to: all of the settings.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>"production" is shown in its own tone, and lossy actions there ask for the cluster's name.</summary>
    public string Environment { get; init; } = "development";

    /// <summary>Takes away every acting key.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>True when nothing is configured and the local Redis is only tried.</summary>
    public bool Guessed { get; init; }

    /// <summary>Where a settings file would be looked for, for the words on an empty screen.</summary>
    public string SettingsFile { get; init; } = "~/.config/wconsole/config.yaml";

    /// <summary>The first view by its name; anything unknown is the home view.</summary>
    public string View { get; init; } = "workers";

    /// <summary>A worker to begin at, as the operator typed it (id or name); it is opened as soon as it is known. Null: none.</summary>
    public string? Target { get; init; }

    /// <summary>What the first view is filtered by.</summary>
    public string Filter { get; init; } = "";

    /// <summary>What is to be said once at the start (an unknown theme, a file that was ignored): one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public required TerminalCapabilities Capabilities { get; init; }

    public required Theme Theme { get; init; }

    /// <summary>Called right before the terminal becomes the screen's.</summary>
    public Action BeforeScreen { get; init; } = static () => { };

    /// <summary>Reads the theme to change to when the terminal says that its background is light; null: never ask.</summary>
    public Func<Theme>? OnLight { get; init; }

    /// <summary>Whether clicks and the wheel are taken; the terminal's own selection then needs Shift.</summary>
    public bool Mouse { get; init; } = true;

    /// <summary>The command of the operator's pager, run by the shell.</summary>
    public string Pager { get; init; } = Tui.Pager.Command(null);

    /// <summary>The command of the operator's editor, run by the shell.</summary>
    public string Editor { get; init; } = Tui.Editor.Command(null, null);

    /// <summary>Where what was run from the palette is kept for the next run; null: nowhere.</summary>
    public string? HistoryFile { get; init; }

    /// <summary>Who acts, for the audit.</summary>
    public required string User { get; init; }

    /// <summary>A worker as the JSON that batch prints, for <c>y</c>; null: that key does nothing.</summary>
    public Func<WorkerState, FleetSnapshot, string>? Json { get; init; }

    /// <summary>Reads a log until it is cancelled; null: none can be read here.</summary>
    public Func<LogWant, ILogIntake, CancellationToken, Task>? ReadLog { get; init; }

    /// <summary>The way to the local launcher; null: there is none here.</summary>
    public Func<ILauncherDoor>? Launcher { get; init; }

    /// <summary>What is known of the launcher before the first frame; null: nothing.</summary>
    public LaunchPicture? Kept { get; init; }

    /// <summary>Where groups that no file says are asked for from; null: none can be.</summary>
    public AskedPlace? Asked { get; init; }

    /// <summary>The keys; the settings may have changed them.</summary>
    internal KeyMap Keys { get; init; } = KeyMap.Default;

    /// <summary>Columns and order of tables, by view.</summary>
    internal ImmutableDictionary<string, ViewLayout> Layouts { get; init; } = ImmutableDictionary<string, ViewLayout>.Empty;

    /// <summary>Views with filters on the digits.</summary>
    internal ImmutableArray<Favourite> Favourites { get; init; } = [];

    /// <summary>An action as the command line that does the same, for the command log; null: there is none.</summary>
    public Func<FleetAction, Risk, string>? BatchLine { get; init; }

    /// <summary>What whoever pastes such a line must know besides; empty: nothing.</summary>
    public string BatchNote { get; init; } = "";
}
