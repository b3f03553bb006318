using System.Reflection;
using WConsole.Terminal.Themes;

namespace WConsole.Settings;

/// <summary>All theme files: those built into the program, and over them the user's own.</summary>
public static class ThemeShelf
{
    private const string Prefix = "themes/";

    /// <summary>Reads them only when called: batch never does.</summary>
    /// <param name="folder">The user's themes; need not exist.</param>
    /// <returns>The files by theme name, and what could not be read, one line each.</returns>
    public static (IReadOnlyDictionary<string, ThemeSource> Sources, IReadOnlyList<string> Problems) Read(string folder)
    {
        var problems = new List<SettingsProblem>();
        var sources = new Dictionary<string, ThemeSource>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            Add(resource, reader.ReadToEnd());
        }

        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            {
                try
                {
                    Add(file, File.ReadAllText(file));
                }
                catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
                {
                    problems.Add(new SettingsProblem(file, 0, "it cannot be read", "let this user read it"));
                }
            }
        }

        return (sources, [.. problems.Select(p => p.Text)]);

        void Add(string file, string text)
        {
            if (ThemeFile.Read(file, text, problems) is { } theme)
            {
                sources[theme.Name] = theme;
            }
        }
    }
}
