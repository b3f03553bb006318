namespace WConsole.Settings.Groups;

/// <summary>Which form a file of groups has, by its name, and where that says nothing by its text.</summary>
internal static class FileForm
{
    public const string Yaml = "yaml";
    public const string Procfile = "procfile";
    public const string Supervisor = "supervisor";
    public const string Systemd = "systemd";

    public static string Of(string path, string text)
    {
        var name = Path.GetFileName(path);
        return Path.GetExtension(name) switch
        {
            ".yaml" or ".yml" => Yaml,
            ".service" or ".target" => Systemd,
            _ when name.Contains("Procfile", StringComparison.OrdinalIgnoreCase) => Procfile,
            _ => Look(text),
        };
    }

    private static string Look(string text) =>
        text.Contains("[program:", StringComparison.Ordinal) || text.Contains("[supervisord]", StringComparison.Ordinal) || text.Contains("[include]", StringComparison.Ordinal) ? Supervisor
        : text.Contains("[Service]", StringComparison.Ordinal) || text.Contains("[Unit]", StringComparison.Ordinal) ? Systemd
        : text.StartsWith("groups:", StringComparison.Ordinal) || text.Contains("\ngroups:", StringComparison.Ordinal) ? Yaml
        : Procfile;
}
