using WConsole.Engine;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>What the command line needs from outside; wired in Composition, replaced in tests.</summary>
/// <param name="UserName">For the audit.</param>
/// <param name="Look">Knows broker URLs.</param>
/// <param name="Open">Makes an engine on a cluster's sources; not started.</param>
/// <param name="Screen">Runs the full-screen console to its end and gives its exit code; null where there is none.</param>
public sealed record CliHost(
    Streams Streams,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    string UserName,
    TimeProvider Time,
    Func<string, BrokerLook> Look,
    Func<ClusterSettings, XdgFolders, EngineOpening> Open,
    Func<StartScreen, FleetEngine, int>? Screen)
{
    public SettingsInputs Inputs(SettingsFlags flags) => new(Environment, WorkingDirectory, flags, Look);
}

/// <summary>An engine, or why there is none.</summary>
public sealed record EngineOpening(FleetEngine? Engine, CliError? Error);
