namespace WConsole.Settings;

/// <summary>
/// Settings, step by step, weakest first: built-in, the user's file, the project's file, <c>--config</c>, <c>WCONSOLE_*</c>, flags. Each step adds one layer;
/// the strongest layer that says something wins.
/// </summary>
public static class SettingsPipeline
{
    public const string ProjectFileName = "wconsole.yaml";

    private static readonly Action<Draft>[] Steps = [BuiltIn, UserFile, ProjectFile, ConfigFile, Variables, Flags];

    public static SettingsOutcome Load(SettingsInputs inputs)
    {
        var draft = new Draft(inputs);
        foreach (var step in Steps)
        {
            step(draft);
        }

        var settings = ConsoleSettings.Merge(draft.Layers);
        return new SettingsOutcome(settings, [.. draft.Problems, .. inputs.CheckScreen(settings)], [.. draft.Warnings], [.. draft.Files]) { Layers = [.. draft.Layers] };
    }

    private static void BuiltIn(Draft draft) => draft.Layers.Add(SettingsLayer.BuiltIn);

    private static void UserFile(Draft draft) => Read(draft, XdgFolders.From(draft.Inputs).ConfigFile, mustExist: false);

    private static void ProjectFile(Draft draft)
    {
        var path = Path.Combine(draft.Inputs.WorkingDirectory, ProjectFileName);
        if (File.Exists(path) && FileTrust.WhyNot(path) is { } why)
        {
            draft.Files.Add(new FileUse(path, "ignored: " + why));
            draft.Warnings.Add($"{path} is ignored: {why}; make it yours (chown, chmod o-w), or name it with --config");
            return;
        }

        Read(draft, path, mustExist: false);
    }

    private static void ConfigFile(Draft draft)
    {
        if ((draft.Inputs.Flags.Config ?? draft.Inputs.Variable("WCONSOLE_CONFIG")) is { } path)
        {
            Read(draft, Path.GetFullPath(path, draft.Inputs.WorkingDirectory), mustExist: true);
        }
    }

    private static void Variables(Draft draft) => draft.Layers.Add(new SettingsLayer(
        "WCONSOLE_*",
        [],
        draft.Inputs.Variable("WCONSOLE_CLUSTER"),
        draft.Inputs.Variable("WCONSOLE_THEME"),
        Switch(draft, "WCONSOLE_MOUSE"),
        Switch(draft, "WCONSOLE_READONLY")));

    private static void Flags(Draft draft) => draft.Layers.Add(new SettingsLayer(
        "the command line", [], draft.Inputs.Flags.Cluster, draft.Inputs.Flags.Theme, null, draft.Inputs.Flags.ReadOnly ? true : null));

    private static void Read(Draft draft, string path, bool mustExist)
    {
        if (draft.Files.Any(f => f.Path == path && f.Use == "read"))
        {
            return;
        }

        // Asked first: that a file is not there is the usual case, and an exception costs a start 10 ms.
        if (!File.Exists(path))
        {
            draft.Files.Add(new FileUse(path, "not there"));
            if (mustExist)
            {
                draft.Problems.Add(new SettingsProblem(path, 0, "there is no such file", "give --config (or WCONSOLE_CONFIG) a file that exists"));
            }

            return;
        }

        try
        {
            var reading = SettingsFile.Read(path, FileText.Read(path), draft.Inputs.Look);
            draft.Layers.Add(reading.Layer);
            draft.Problems.AddRange(reading.Problems);
            draft.Files.Add(new FileUse(path, "read"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            draft.Files.Add(new FileUse(path, "unreadable"));
            draft.Problems.Add(new SettingsProblem(path, 0, "it cannot be read", "let this user read it (chmod u+r)"));
        }
    }

    private static bool? Switch(Draft draft, string name)
    {
        switch (draft.Inputs.Variable(name)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "1" or "true" or "yes" or "on":
                return true;
            case "0" or "false" or "no" or "off":
                return false;
            default:
                draft.Problems.Add(new SettingsProblem(name, 0, "it is to be true or false", $"set {name}=true or {name}=false"));
                return null;
        }
    }

    private sealed record Draft(SettingsInputs Inputs)
    {
        public List<SettingsLayer> Layers { get; } = [];

        public List<SettingsProblem> Problems { get; } = [];

        public List<string> Warnings { get; } = [];

        public List<FileUse> Files { get; } = [];
    }
}
