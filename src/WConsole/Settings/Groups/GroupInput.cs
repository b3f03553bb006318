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
        var named = file ?? inputs.Flags.Config ?? inputs.Variable("WCONSOLE_CONFIG");
        Func<bool> production = () => IsProduction(SettingsPipeline.Load(inputs).Settings);
        if (named is not null)
        {
            var path = Path.GetFullPath(named, inputs.WorkingDirectory);
            if (file is not null || Holds(path, out _))
            {
                return Read(path, production, inputs);
            }
        }

        var project = Path.Combine(inputs.WorkingDirectory, SettingsPipeline.ProjectFileName);
        var procfile = Path.Combine(inputs.WorkingDirectory, ProcfileName);
        var own = XdgFolders.From(inputs).ConfigFile;
        return Holds(project, out var text) ? Trusted(project, text)
            : File.Exists(procfile) ? Trusted(procfile, null)
            : Holds(own, out text) ? Read(own, production, inputs, text)
            : new GroupsOutcome(null, [], [new SettingsProblem(project, 0, "nothing here says what to run", "write groups: into wconsole.yaml, give -f FILE, or try 'wconsole demo'")], []);

        GroupsOutcome Trusted(string path, string? text) => FileTrust.WhyNot(path) is { } why
            ? new GroupsOutcome(path, [], [new SettingsProblem(path, 0, $"it is not used: {why}", $"make it yours (chown, chmod o-w), or name it with -f {Path.GetFileName(path)}")], [])
            : Read(path, production, inputs, text);
    }

    /// <summary>Reads one file, whatever its form.</summary>
    /// <param name="text">What is in it; null: not read yet.</param>
    internal static GroupsOutcome Read(string path, Func<bool> production, SettingsInputs inputs, string? text = null)
    {
        var draft = new GroupDraft(path, production, inputs.User) { KnowsUser = inputs.KnowsUser };
        text ??= Text(path);
        if (text is null)
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

    // Only a look: what is wrong in the file is told when it is read, also that it cannot be.
    private static bool Holds(string path, out string? text)
    {
        text = File.Exists(path) ? Text(path) : null;
        return text is null ? File.Exists(path) : StartsLine(text, "groups") || StartsLine(text, "\"groups\"");
    }

    // Null: it cannot be read.
    private static string? Text(string path)
    {
        try
        {
            return FileText.Read(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool StartsLine(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || text[at - 1] is '\n' or '\r')
            {
                return true;
            }
        }

        return false;
    }

    // With several clusters and none chosen, one of them is enough to be careful.
    private static bool IsProduction(ConsoleSettings settings) =>
        (settings.Cluster is { } name ? settings.Clusters.Where(c => c.Name == name) : settings.Clusters).Any(c => c.IsProduction);
}
