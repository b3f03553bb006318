using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>One replica of a group with everything filled in: what is started.</summary>
/// <param name="Id"><c>group:index</c>.</param>
/// <param name="Index">From 0.</param>
/// <param name="Arguments">Program first.</param>
/// <param name="Environment">On top of the launcher's own and of <paramref name="EnvironmentFiles"/>.</param>
/// <param name="EnvironmentFiles">Absolute paths; see <see cref="EnvironmentText"/>.</param>
/// <param name="User">Null: the user of the launcher.</param>
/// <param name="Port">Null when it uses none.</param>
/// <param name="Node">What its framework will call it; null when nothing reports it by a name.</param>
public sealed record Program(
    string Id,
    string Group,
    int Index,
    FrameworkId Framework,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> EnvironmentFiles,
    string WorkingDirectory,
    string? User,
    int? Port,
    string DataDirectory,
    ReadyRule Ready,
    string? Node)
{
    /// <summary><see cref="Environment"/> is all that it gets: nothing of the launcher's own.</summary>
    public bool IsWholeEnvironment { get; init; }
}
