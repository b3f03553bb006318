using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>What is collected while one input is read.</summary>
/// <param name="File">Absolute.</param>
/// <param name="Production">Whether its cluster is marked as production. Asked only where it matters: the settings are read for it.</param>
/// <param name="User">Who runs this program.</param>
internal sealed record GroupDraft(string File, Func<bool> Production, string User)
{
    /// <summary>Whether a login name or number is one of this host's users.</summary>
    public Func<string, bool> KnowsUser { get; init; } = _ => true;

    public List<GroupReading> Readings { get; } = [];

    public List<SettingsProblem> Problems { get; } = [];

    public List<SettingsProblem> Warnings { get; } = [];

    /// <summary>The folder that relative paths of the file start from.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    public void Wrong(long line, string what, string remedy) => Problems.Add(new SettingsProblem(File, line, what, remedy));

    /// <summary>About a group, wherever it was written.</summary>
    public void Wrong(GroupOrigin at, string what, string remedy) => Problems.Add(new SettingsProblem(at.File, at.Line, what, remedy));

    public void Warn(long line, string what, string remedy) => Warnings.Add(new SettingsProblem(File, line, what, remedy));

    /// <summary>An empty one for another file.</summary>
    public GroupDraft For(string file) => new(file, Production, User) { KnowsUser = KnowsUser };

    /// <summary>Takes over what was read of another file.</summary>
    public void Take(GroupDraft other)
    {
        Readings.AddRange(other.Readings);
        Problems.AddRange(other.Problems);
        Warnings.AddRange(other.Warnings);
    }

    public GroupsOutcome Outcome() => new(File, [.. Readings], [.. Problems], [.. Warnings]);
}
