using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>
/// Programs of one kind that the launcher keeps. Texts may hold placeholders (see <see cref="Placeholders"/>), which <see cref="Replica.Expand"/>
/// fills in for each replica, so that no two share a node name, a port or a data directory.
/// </summary>
/// <param name="Name">One word without <c>:</c>; unique in a launcher.</param>
/// <param name="Framework">Decides the meaning of signals: "celery", "sample"; "plain" for any other program.</param>
/// <param name="Command">Program and arguments; a shell line is <c>["/bin/sh", "-c", line]</c>.</param>
/// <param name="Replicas">How many; 0 keeps the group known and runs none.</param>
/// <param name="Environment">On top of the launcher's own (unless <see cref="IsWholeEnvironment"/>) and of <paramref name="EnvironmentFiles"/>.</param>
/// <param name="EnvironmentFiles">Absolute paths of files in the form of <see cref="EnvironmentText"/>, read again at each start so that a changed secret is taken up and none is stored elsewhere.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="User">A login name; null: the user of the launcher.</param>
/// <param name="DependsOn">Names of groups that must be ready first; without a cycle.</param>
/// <param name="Watch">Null: files are not watched.</param>
/// <param name="Port">Of the first replica, the next ones count up; null: any free one where <c>${port}</c> is used.</param>
public sealed record WorkerGroup(
    string Name,
    FrameworkId Framework,
    IReadOnlyList<string> Command,
    int Replicas,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> EnvironmentFiles,
    string WorkingDirectory,
    string? User,
    RestartRule Restart,
    StopRule Stop,
    ReadyRule Ready,
    IReadOnlyList<string> DependsOn,
    WatchRule? Watch,
    int? Port,
    GroupOrigin Origin)
{
    /// <summary>A program whose framework is not known.</summary>
    public static FrameworkId Plain { get; } = new("plain");

    /// <summary>What the framework will call a replica (for Celery <c>mail${index}@${host}</c>); null when nothing reports it by a name.</summary>
    public string? Node { get; init; }

    /// <summary>Variables whose values are never shown.</summary>
    public IReadOnlySet<string> Secrets { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary><see cref="Environment"/> is all that its programs get: nothing of the launcher's own.</summary>
    public bool IsWholeEnvironment { get; init; }

    /// <summary>The process whose place its programs take; null: they take nobody's.</summary>
    public Predecessor? Replaces { get; init; }

    /// <summary>It is to be forgotten as soon as none of its programs is left.</summary>
    public bool Leaves { get; init; }

    /// <summary>Queues that it serves, as far as its settings say.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>Whether a port has to be found for each replica.</summary>
    public bool UsesPort => Port is not null || Texts().Any(Placeholders.NamesPort);

    private IEnumerable<string> Texts() => [.. Command, .. Environment.Values, .. EnvironmentFiles, WorkingDirectory, .. Ready.Texts];
}
