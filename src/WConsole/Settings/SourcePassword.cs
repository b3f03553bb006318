namespace WConsole.Settings;

/// <summary>Fetches the password of a source from where its settings say.</summary>
internal static class SourcePassword
{
    public static (string? Password, SettingsProblem? Problem) Read(SourceSettings source, SettingsInputs inputs)
    {
        if (source.PasswordEnv is { } name)
        {
            return inputs.Variable(name) is { } value
                ? (value, null)
                : (null, new SettingsProblem(source.Origin, source.Line, $"password_env names {name}, which is not set", $"export {name}, or use password_file"));
        }

        if (source.PasswordFile is not { } file)
        {
            return (null, null);
        }

        try
        {
            // The first line only: editors add a newline, and people add notes.
            var first = File.ReadLines(file).FirstOrDefault() ?? "";
            return first.Length > 0 ? (first, null) : (null, new SettingsProblem(source.Origin, source.Line, $"the password file {file} is empty", "write the password into its first line"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, new SettingsProblem(source.Origin, source.Line, $"the password file {file} cannot be read", "check its path, and that this user may read it"));
        }
    }
}
