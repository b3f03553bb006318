using WConsole.Terminal.Themes;
using YamlDotNet.RepresentationModel;

namespace WConsole.Tests.Terminal.Themes;

/// <summary>The themes that the repository ships.</summary>
internal static class ThemeFiles
{
    public static IReadOnlyDictionary<string, ThemeSource> Shipped { get; } = Directory
        .EnumerateFiles(Path.Combine(ArrowTests.Root, "themes"), "*.yaml")
        .Select(Read)
        .ToDictionary(source => source.Name, StringComparer.Ordinal);

    private static ThemeSource Read(string path)
    {
        using var text = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(text);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var inherits = root.Children.TryGetValue("inherits", out var parent) ? ((YamlScalarNode)parent).Value : null;
        var drawing = root.Children.TryGetValue("drawing", out var made) ? ((YamlScalarNode)made).Value : null;
        return new ThemeSource(Path.GetFileNameWithoutExtension(path), inherits, Words(root, "palette"), Words(root, "roles")) { Drawing = drawing, Glyphs = Words(root, "glyphs") };
    }

    private static Dictionary<string, string> Words(YamlMappingNode root, string key) =>
        !root.Children.TryGetValue(key, out var map) ? [] : ((YamlMappingNode)map).ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!, StringComparer.Ordinal);
}
