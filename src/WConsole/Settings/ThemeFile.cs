using WConsole.Terminal.Themes;

namespace WConsole.Settings;

/// <summary>The text of a theme file → its words by role. What the words mean is the themes' own business.</summary>
internal static class ThemeFile
{
    /// <summary>The theme is named by its file. Null when the text is no YAML mapping.</summary>
    public static ThemeSource? Read(string file, string text, ICollection<SettingsProblem> problems)
    {
        if (YamlText.Read(file, text, problems) is not { } map)
        {
            return null;
        }

        map.Only("inherits", "drawing", "palette", "roles", "glyphs");
        return new ThemeSource(Path.GetFileNameWithoutExtension(file), map.Text("inherits"), Words(map.Map("palette")), Words(map.Map("roles")))
        {
            Drawing = map.Text("drawing"),
            Glyphs = Words(map.Map("glyphs")),
        };
    }

    private static Dictionary<string, string> Words(YamlMap? map)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in map?.Keys ?? [])
        {
            if (map!.Text(key) is { } value)
            {
                words[key] = value;
            }
        }

        return words;
    }
}
