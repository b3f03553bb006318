using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Kept;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Settings;

namespace WConsole;

/// <summary>
/// The launcher that lives on this host beside a cluster's brokers: it may keep workers that they report. Looking for it is one question to the file system
/// where there is none; it is never started for this. A console that stays finds one that is started later, by its own restart of a worker perhaps.
/// </summary>
internal static class LauncherBeside
{
    /// <summary>Its name among the sources; a source of the settings that is called so keeps the name.</summary>
    private const string Name = "local";

    /// <param name="door">The way to the launcher of a state directory.</param>
    /// <param name="stays">Whether one that is started later is looked at, too.</param>
    /// <returns>Null: the settings say no, a launcher is a source already, or none lives.</returns>
    public static KeptSource? Find(ClusterSettings cluster, XdgFolders folders, Func<string, ILauncherDoor> door, bool stays)
    {
        if (!cluster.Launcher || cluster.Sources.Any(s => s.Url.StartsWith(Composition.LauncherScheme, StringComparison.Ordinal)))
        {
            return null;
        }

        var folder = folders.Launcher(Environment.GetEnvironmentVariable);
        if (!stays && !File.Exists(Path.Combine(folder, "socket")))
        {
            return null;
        }

        var way = door(folder);
        var lives = way.Look().Pid is not null;
        if (!stays && !lives)
        {
            return null;
        }

        var name = cluster.Sources.Any(s => s.Name == Name) ? $"{Name} launcher" : Name;
        return new KeptSource(
            new SourceId(name), way, TimeProvider.System,
            new KeptScope([CeleryProfile.Id], cluster.Sources.Length == 1, IsBeside: true, program => Belongs(program, cluster)) { MayBeAbsent = !lives });
    }

    /// <summary>Whether a program that no broker reports is one of this cluster's: it lies beside the file that names the cluster, or was given its broker.</summary>
    internal static bool Belongs(ProgramStatus program, ClusterSettings cluster)
    {
        var beside = cluster.Origin.EndsWith(SettingsPipeline.ProjectFileName, StringComparison.Ordinal) && Path.GetDirectoryName(cluster.Origin) is { Length: > 0 } folder
            && (program.WorkingDirectory == folder || program.WorkingDirectory.StartsWith(folder + "/", StringComparison.Ordinal));
        return beside || cluster.Sources.Any(s => Names(program.Command, s.Url));
    }

    private static bool Names(ImmutableArray<string> command, string url) =>
        command.Any(word => word == url || word == $"--broker={url}");
}
