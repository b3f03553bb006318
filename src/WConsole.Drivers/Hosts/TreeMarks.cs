using System.Collections.Immutable;

namespace WConsole.Drivers.Hosts;

/// <summary>What a framework tells about the processes that its workers start.</summary>
/// <param name="Inherited">Variables that a worker itself puts into its environment when it starts: whoever has them descends from a worker, not from its shell.</param>
/// <param name="IsWorker">Whether a command line is a main process of this framework; null: no command line tells, and none is read for it.</param>
internal sealed record TreeMarks(ImmutableArray<string> Inherited, Func<ImmutableArray<string>, bool>? IsWorker)
{
    // What keepers give each of their children alone. supervisord's two only together name one process.
    private static readonly string[] OfKeepers = ["WCONSOLE_ID", "SUPERVISOR_PROCESS_NAME", "SUPERVISOR_GROUP_NAME", "SUPERVISOR_SERVER_URL"];

    // Variables that a shell changes without anybody meaning anything by it.
    private static readonly string[] Volatile = ["_", "PWD", "OLDPWD", "SHLVL"];

    /// <summary>The variables by which a keeper names this very process; empty when there are none.</summary>
    public static ImmutableArray<string> Keeper(IReadOnlySet<string> environment)
    {
        var found = environment.Where(v => OfKeepers.Contains(Name(v), StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToImmutableArray();
        return found.Any(v => v.StartsWith("WCONSOLE_ID=", StringComparison.Ordinal)) || found.Length >= 2 ? found : [];
    }

    /// <summary>True when one environment holds everything of the other, apart from what shells change and what the framework sets itself.</summary>
    public bool Contains(IReadOnlySet<string> environment, IReadOnlySet<string> of) =>
        of.All(v => environment.Contains(v) || Volatile.Contains(Name(v), StringComparer.Ordinal) || Inherited.Contains(Name(v)));

    /// <summary>True when the framework's own variables are in it.</summary>
    public bool IsInherited(IReadOnlySet<string> environment) => !Inherited.IsEmpty && Inherited.All(name => environment.Any(v => Name(v) == name));

    private static string Name(string variable) => variable[..variable.IndexOf('=', StringComparison.Ordinal)];
}
