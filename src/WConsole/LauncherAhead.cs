using WConsole.Settings;

namespace WConsole;

/// <summary>Whether a launcher is wanted and where it lives, told from the bare words before they are parsed. What is not sure is left to the verb.</summary>
internal static class LauncherAhead
{
    // Others change what is read, or where.
    private static readonly string[] Plain = ["-d", "--detach", "--no-ui", "--wait"];

    /// <summary>Whether these words start what the file of groups in this folder says.</summary>
    public static bool Wants(string[] args, string folder) =>
        args is ["up", .. var words] && words.All(w => Plain.Contains(w) || !w.StartsWith('-')) && File.Exists(Path.Combine(folder, SettingsPipeline.ProjectFileName));

    /// <summary>The state directory, by the same rules as the verbs'.</summary>
    public static string Folder(Func<string, string?> variable)
    {
        if (variable("WCONSOLE_STATE_DIR") is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        var names = new[] { "HOME", "XDG_STATE_HOME" };
        var known = names.Select(n => (Name: n, Value: variable(n))).Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value!, StringComparer.Ordinal);
        return Path.GetFullPath(Path.Combine(XdgFolders.From(new SettingsInputs(known, "/", SettingsFlags.None, Composition.Look)).State, "launcher"));
    }
}
