using System.Collections.Immutable;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>The variables of a group.</summary>
internal static class GroupEnvironment
{
    // Names that as a rule hold a secret.
    private static readonly string[] Telling = ["PASS", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE", "CREDENTIAL", "ACCESS_KEY", "SIGNING", "DSN"];

    public static Dictionary<string, string> Variables(YamlMap map)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.Map("env") is { } env)
        {
            foreach (var name in env.Keys)
            {
                if (!EnvironmentText.IsName(name))
                {
                    env.Wrong(name, $"'{name}' cannot name a variable", "letters, digits and _ only, and no digit first");
                }
                else if (env.Text(name) is { } value)
                {
                    variables[name] = value;
                }
            }
        }

        return variables;
    }

    /// <summary>The files of variables, absolute; each is read once, so that a mistake is told here and not at a start.</summary>
    public static ImmutableArray<string> Files(YamlMap map, GroupDraft draft)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var path in map.Texts("env_file").Select(p => Path.GetFullPath(p, draft.Folder)))
        {
            if (Check(path) is { } wrong)
            {
                draft.Wrong(map.LineOf("env_file"), wrong.What, wrong.Remedy);
            }

            files.Add(path);
        }

        return files.ToImmutable();
    }

    /// <summary>Names that the group itself calls secret, and those that sound like it.</summary>
    public static IReadOnlySet<string> Secrets(YamlMap map) =>
        map.Texts("secrets").Concat((map.Map("env")?.Keys ?? []).Where(SoundsSecret)).ToHashSet(StringComparer.Ordinal);

    public static bool SoundsSecret(string name) => Telling.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with a file of variables; null when it can be used.</summary>
    public static (string What, string Remedy)? Check(string path)
    {
        // A place of each replica's own is known only when it is started.
        if (path.Contains("${", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var bad = EnvironmentText.Parse(File.ReadAllText(path)).BadLines;
            return bad.Count == 0 ? null : ($"{path}:{bad[0]} is no NAME=value", "put that line right, or begin it with #");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ($"the file of variables {path} cannot be read", "make it, or take it out of env_file:");
        }
    }
}
