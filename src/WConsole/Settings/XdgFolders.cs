namespace WConsole.Settings;

/// <summary>Where this user's settings and state live, by the XDG base directory rules.</summary>
public sealed record XdgFolders(string Config, string State)
{
    private const string Own = "wconsole";

    public string ConfigFile => Path.Combine(Config, "config.yaml");

    public string Themes => Path.Combine(Config, "themes");

    /// <summary>Where the launcher keeps its state when no option says: the folder that <c>WCONSOLE_STATE_DIR</c> names, else one below <see cref="State"/>. Absolute.</summary>
    /// <param name="variable">A variable of the environment; null: it is not set.</param>
    public string Launcher(Func<string, string?> variable) => Path.GetFullPath(variable("WCONSOLE_STATE_DIR") is { Length: > 0 } named ? named : Path.Combine(State, "launcher"));

    public static XdgFolders From(SettingsInputs inputs) => From(inputs.Variable);

    /// <param name="variable">A variable of the environment; null: it is not set.</param>
    public static XdgFolders From(Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } own ? own : "/";
        return new XdgFolders(Of("XDG_CONFIG_HOME", ".config"), Of("XDG_STATE_HOME", ".local/state"));

        // A relative path there is invalid and ignored, says the specification.
        string Of(string name, string otherwise) =>
            Path.Combine(variable(name) is { } given && Path.IsPathRooted(given) ? given : Path.Combine(home, otherwise), Own);
    }

    /// <summary>Makes the state folder, for this user only, also when it was there with wider rights.</summary>
    /// <returns>Null, or why it could not be made: one line with its remedy.</returns>
    public string? MakeState()
    {
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return "this platform is not supported";
            }

            var made = Directory.CreateDirectory(State, Mine);
            if (made.UnixFileMode != Mine)
            {
                made.UnixFileMode = Mine;
            }

            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"the state folder {State} cannot be made ({refused.Message}); set XDG_STATE_HOME to a folder of yours";
        }
    }
}
