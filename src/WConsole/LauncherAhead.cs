using WConsole.Settings;

namespace WConsole;

/// <summary>
/// What the bare words want of a launcher, and where it lives, told before they are parsed. What is not sure is left to the verb. Loops: it comes before
/// everything else, and a query would first be loaded.
/// </summary>
internal static class LauncherAhead
{
    /// <summary>Whether these words start what the file of groups in this folder says.</summary>
    public static bool StartsOne(string[] args, string folder)
    {
        if (args.Length == 0 || args[0] != "up")
        {
            return false;
        }

        foreach (var word in args)
        {
            // Others change what is read, or where.
            if (word.StartsWith('-') && word is not ("-d" or "--detach" or "--no-ui" or "--wait"))
            {
                return false;
            }
        }

        return File.Exists(Path.Combine(folder, SettingsPipeline.ProjectFileName));
    }

    /// <summary>Whether these words end the launcher, and say nothing more.</summary>
    public static bool EndsIt(string[] args) => args.Length == 1 && args[0] == "down";

    /// <summary>The state directory, by the same rules as the verbs'.</summary>
    public static string Folder(Func<string, string?> variable) => XdgFolders.From(variable).Launcher(variable);
}
