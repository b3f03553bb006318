using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WConsole.Settings;

/// <summary>YAML text → its one mapping.</summary>
internal static class YamlText
{
    /// <returns>Null when the text is empty or not YAML; the latter is a problem with its line.</returns>
    public static YamlMap? Read(string file, string text, ICollection<SettingsProblem> problems)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            switch (stream.Documents.FirstOrDefault()?.RootNode)
            {
                case YamlMappingNode root:
                    return new YamlMap(file, "the file", root, problems);
                case null or YamlScalarNode { Value: null or "" }:
                    return null;
                case var other:
                    problems.Add(new SettingsProblem(file, other.Start.Line, "a settings file holds keys", "begin with clusters:"));
                    return null;
            }
        }
        catch (YamlException bad)
        {
            problems.Add(new SettingsProblem(file, bad.Start.Line, "this is no YAML: " + Line(bad), "put it right, or check it with 'wconsole config check'"));
            return null;
        }
    }

    private static string Line(YamlException bad) => (bad.InnerException ?? bad).Message.ReplaceLineEndings(" ");
}
