using System.Reflection;
using WConsole.Terminal.Themes;

namespace WConsole.Settings;

/// <summary>All theme files: those built into the program, and over them the user's own.</summary>
public static class ThemeShelf
{
    private const string Prefix = "themes/";

    /// <summary>Every theme's name; reads none.</summary>
    /// <param name="folder">The user's themes; need not exist.</param>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. BuiltIn().Concat(Own(folder)).Select(Path.GetFileNameWithoutExtension).Distinct().Order(StringComparer.Ordinal)!];

    /// <summary>Reads one theme: the user's own of that name, else the built-in one.</summary>
    /// <param name="problems">Is told what cannot be read.</param>
    /// <returns>Null when there is none, or its text is no theme.</returns>
    public static ThemeSource? Find(string folder, string name, ICollection<SettingsProblem> problems)
    {
        // A name is a file's name, not a way to one.
        if (name.Length == 0 || name.AsSpan().IndexOfAny('/', '\0') >= 0)
        {
            return null;
        }

        var own = Path.Combine(folder, name + ".yaml");
        return (File.Exists(own) ? ReadOwn(own, problems) : null) ?? ReadBuiltIn($"{Prefix}{name}.yaml", problems);
    }

    /// <summary>Reads them all.</summary>
    /// <param name="folder">The user's themes; need not exist.</param>
    /// <returns>The files by theme name, and what could not be read, one line each.</returns>
    public static (IReadOnlyDictionary<string, ThemeSource> Sources, IReadOnlyList<string> Problems) Read(string folder)
    {
        var problems = new List<SettingsProblem>();
        var sources = new Dictionary<string, ThemeSource>(StringComparer.Ordinal);
        foreach (var theme in BuiltIn().Select(file => ReadBuiltIn(file, problems)).Concat(Own(folder).Select(file => ReadOwn(file, problems))))
        {
            if (theme is not null)
            {
                sources[theme.Name] = theme;
            }
        }

        return (sources, [.. problems.Select(p => p.Text)]);
    }

    private static IEnumerable<string> BuiltIn() => Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));

    private static IEnumerable<string> Own(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal) : [];

    private static ThemeSource? ReadBuiltIn(string resource, ICollection<SettingsProblem> problems)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return ThemeFile.Read(resource, reader.ReadToEnd(), problems);
    }

    private static ThemeSource? ReadOwn(string file, ICollection<SettingsProblem> problems)
    {
        try
        {
            return ThemeFile.Read(file, File.ReadAllText(file), problems);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(new SettingsProblem(file, 0, "it cannot be read", "let this user read it"));
            return null;
        }
    }
}
