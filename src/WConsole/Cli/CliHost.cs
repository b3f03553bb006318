using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Ports;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Cli;

/// <summary>What the command line needs from outside; wired in Composition, replaced in tests.</summary>
/// <param name="UserName">For the audit. Asked only then: to find it the system reads its list of users.</param>
/// <param name="Look">Knows broker URLs.</param>
/// <param name="Open">Makes an engine on a cluster's sources; not started. True: for a console that stays, and sees what comes later.</param>
/// <param name="Screen">Runs the full-screen console to its end; null where there is none.</param>
public sealed record CliHost(
    Streams Streams,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    Func<string> UserName,
    TimeProvider Time,
    Func<string, BrokerLook> Look,
    Func<ClusterSettings, XdgFolders, bool, EngineOpening> Open,
    Func<StartScreen, FleetEngine, ScreenEnd>? Screen)
{
    /// <summary>Knows the screen: what of its settings it does not understand.</summary>
    public Func<ConsoleSettings, ImmutableArray<SettingsProblem>> CheckScreen { get; init; } = _ => [];

    /// <summary>Whether a login name or number is one of this host's users.</summary>
    public Func<string, bool> KnowsUser { get; init; } = static _ => true;

    /// <summary>The way to the launcher of a state directory.</summary>
    public Func<string, ILauncherDoor> Launcher { get; init; } = static _ => throw new InvalidOperationException("there is no launcher here");

    /// <summary>The groups of this folder, read on another thread since before the command line was; null: they are not. Only where the command line says
    /// nothing about settings.</summary>
    public Task<GroupsOutcome>? GroupsAhead { get; init; }

    /// <summary>Whether the process ends with the verb: nothing needs to be unwound then.</summary>
    public bool EndsWithVerb { get; init; }

    /// <summary>The command that starts this very program again.</summary>
    public Func<ImmutableArray<string>> Self { get; init; } = static () => ["wconsole"];

    public SettingsInputs Inputs(SettingsFlags flags) => new(Environment, WorkingDirectory, flags, Look) { CheckScreen = CheckScreen, KnowsUser = KnowsUser };
}

/// <summary>An engine, or why there is none.</summary>
public sealed record EngineOpening(FleetEngine? Engine, CliError? Error);

/// <summary>How the full-screen console ended.</summary>
/// <param name="Cluster">The cluster of the settings that the operator changed to; null: the console was left.</param>
public sealed record ScreenEnd(int ExitCode, string? Cluster = null);
