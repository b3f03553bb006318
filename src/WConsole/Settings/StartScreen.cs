using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Settings;

/// <summary>What the full-screen console is started with.</summary>
/// <param name="Noun">The first view: "workers" (home), "queues", "worker".</param>
/// <param name="Target">The worker to show, as typed; null for a list.</param>
/// <param name="Filter">What the first view is filtered by; null when nothing.</param>
/// <param name="ReadOnly">Whether every acting key is off, whoever asked for that.</param>
/// <param name="Warnings">To be flashed, one line each.</param>
public sealed record StartScreen(
    string Noun,
    string? Target,
    string? Filter,
    ClusterSettings Cluster,
    ConsoleSettings Settings,
    XdgFolders Folders,
    bool Guessed,
    bool ReadOnly,
    ImmutableArray<string> Warnings)
{
    /// <summary>The state directory of the local launcher.</summary>
    public string LauncherFolder { get; init; } = "";

    /// <summary>The way to it when one is open already; null: by its folder.</summary>
    public ILauncherDoor? Door { get; init; }

    /// <summary>What is known of it before the first frame; null: nothing.</summary>
    public LaunchPicture? Kept { get; init; }
}
