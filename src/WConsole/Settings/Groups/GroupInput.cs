namespace WConsole.Settings.Groups;

/// <summary>
/// Finds and reads what the launcher is to keep: the file that was named, else <c>--config</c>, <c>wconsole.yaml</c>, <c>Procfile</c> and the user's own settings,
/// the first of these that has groups. Files that are merely found must be trusted as settings are.
/// </summary>
public static class GroupInput
{
    public const string ProcfileName = "Procfile";

    /// <param name="file">As typed after <c>-f</c>; null: look for one.</param>
    public static GroupsOutcome Load(SettingsInputs inputs, string? file = null)
    {
        var settings = SettingsPipeline.Load(inputs).Settings;
        var named = file ?? inputs.Flags.Config ?? inputs.Variable("WCONSOLE_CONFIG");
        var production = IsProduction(settings);
        if (named is not null)
        {
            var path = Path.GetFullPath(named, inputs.WorkingDirectory);
            if (file is not null || (File.Exists(path) && HasGroups(path)))
            {
                return Read(path, production, inputs);
            }
        }

        var project = Path.Combine(inputs.WorkingDirectory, SettingsPipeline.ProjectFileName);
        var procfile = Path.Combine(inputs.WorkingDirectory, ProcfileName);
        var own = XdgFolders.From(inputs).ConfigFile;
        return File.Exists(project) && HasGroups(project) ? Trusted(project)
            : File.Exists(procfile) ? Trusted(procfile)
            : File.Exists(own) && HasGroups(own) ? Read(own, production, inputs)
            : new GroupsOutcome(null, [], [new SettingsProblem(project, 0, "nothing here says what to run", "write groups: into wconsole.yaml, give -f FILE, or try 'wconsole demo'")], []);

        GroupsOutcome Trusted(string path) => FileTrust.WhyNot(path) is { } why
            ? new GroupsOutcome(path, [], [new SettingsProblem(path, 0, $"it is not used: {why}", $"make it yours (chown, chmod o-w), or name it with -f {Path.GetFileName(path)}")], [])
            : Read(path, production, inputs);
    }

    /// <summary>Reads one file, whatever its form.</summary>
    internal static GroupsOutcome Read(string path, bool production, SettingsInputs inputs)
    {
        var draft = new GroupDraft(path, production, inputs.User) { KnowsUser = inputs.KnowsUser };
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            draft.Wrong(0, File.Exists(path) ? "it cannot be read" : "there is no such file", "give -f a file that exists and that this user may read");
            return draft.Outcome();
        }

        switch (FileForm.Of(path, text))
        {
            case FileForm.Procfile:
                Procfile.Read(text, draft);
                break;
            case FileForm.Supervisor:
                SupervisorFile.Read(text, draft);
                break;
            case FileForm.Systemd:
                SystemdFile.Read(text, draft);
                break;
            default:
                GroupsFile.Read(text, draft);
                break;
        }

        if (draft.Readings.Count == 0 && draft.Problems.Count == 0)
        {
            draft.Wrong(0, "it names nothing to run", "write groups: and under it a name with command: ./worker");
        }

        GroupChecks.Run(draft);
        return draft.Outcome();
    }

    // Only a look: what is wrong in the file is told when it is read.
    private static bool HasGroups(string path)
    {
        try
        {
            return File.ReadLines(path).Any(l => l.StartsWith("groups", StringComparison.Ordinal) || l.StartsWith("\"groups\"", StringComparison.Ordinal));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // With several clusters and none chosen, one of them is enough to be careful.
    private static bool IsProduction(ConsoleSettings settings) =>
        (settings.Cluster is { } name ? settings.Clusters.Where(c => c.Name == name) : settings.Clusters).Any(c => c.IsProduction);
}
