using System.Collections.Immutable;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>What became of a group that was asked for: the group, or what is wrong with what was typed.</summary>
/// <param name="Group">Null when something is wrong.</param>
/// <param name="Problems">Each with the word it is about: <c>name</c>, <c>app</c>, <c>pool</c> …</param>
public sealed record AskedReading(WorkerGroup? Group, ImmutableArray<AskedProblem> Problems, ImmutableArray<string> Warnings)
{
    /// <summary>Reads it as <c>up</c> reads a file: the same words, the same checks.</summary>
    /// <param name="folder">The folder it is asked from.</param>
    public static AskedReading Of(AskedGroup asked, string folder, string user)
    {
        var lines = GroupText.Lines(asked, folder);
        var draft = new GroupDraft(Path.Combine(folder, SettingsPipeline.ProjectFileName), Production: () => false, user);
        GroupsFile.Read(InFile(lines), draft);
        if (asked.Celery is null && asked.Command.IsEmpty)
        {
            return new AskedReading(null, [new AskedProblem("command", "it says nothing to run", "give a command, or the application of a Celery worker")], []);
        }

        GroupChecks.Run(draft);
        // The first line of the text is the key that all groups stand under.
        var problems = draft.Problems.Select(p => new AskedProblem(p.Line - 2 is >= 0 and var at && at < lines.Count ? lines[(int)at].Key : "name", p.What, p.Remedy)).ToImmutableArray();
        return problems.IsEmpty && draft.Readings is [var reading]
            ? new AskedReading(reading.Group with { Origin = GroupOrigin.Asked }, [], [.. draft.Warnings.Select(w => $"{w.What}; {w.Remedy}")])
            : new AskedReading(null, problems.IsEmpty ? [new AskedProblem("name", "it cannot be read as a group", "write it into wconsole.yaml, and see wconsole config check")] : problems, []);
    }

    /// <summary>A group with the whole environment that it is asked from: what runs where it is typed runs in the launcher, too.</summary>
    /// <param name="environment">Values are taken as they are: nothing in them is filled in.</param>
    public static WorkerGroup In(WorkerGroup group, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var all = environment.ToDictionary(v => v.Key, v => Placeholders.Escape(v.Value), StringComparer.Ordinal);
        foreach (var (name, value) in group.Environment)
        {
            all[name] = value;
        }

        return group with
        {
            Environment = all,
            IsWholeEnvironment = true,
            Secrets = all.Keys.Where(GroupEnvironment.SoundsSecret).Concat(group.Secrets).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static string InFile(IEnumerable<(string Key, string Text)> lines) => "groups:\n" + string.Concat(lines.Select(l => $"  {l.Text}\n"));
}

/// <summary>What is wrong with one word of a group that was asked for.</summary>
public sealed record AskedProblem(string Key, string What, string Remedy);
