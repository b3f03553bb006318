using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WConsole.Settings;

/// <summary>
/// One mapping of a YAML file, read key by key. What is wrong is collected with its line, and reading goes on, so that one look shows
/// everything. Only the representation model of the YAML library is used: it needs no reflection.
/// </summary>
internal sealed class YamlMap(string file, string what, YamlMappingNode node, ICollection<SettingsProblem> problems)
{
    public string File => file;

    public long Line => node.Start.Line;

    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Every key that is none of these is a problem, with what was probably meant.</summary>
    public void Only(params string[] known)
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (name is null || !known.Contains(name))
            {
                var near = name is null ? null : Nearest.Of(name, known);
                Wrong(key, $"{what} has no key '{name ?? "(not a word)"}'", near is null ? $"known are: {string.Join(", ", known)}" : $"did you mean '{near}'?");
            }
        }
    }

    /// <summary>Where a key stands; the mapping's own line when it is not there.</summary>
    public long LineOf(string key) => node.Children.Keys.OfType<YamlScalarNode>().FirstOrDefault(k => k.Value == key)?.Start.Line ?? Line;

    public string? Text(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } value } scalar when !IsNull(scalar):
                return value;
            case var other:
                Wrong(other, $"'{key}' is to be a text", $"write {key}: \"…\", or leave the line out");
                return null;
        }
    }

    /// <summary>A text out of a few words.</summary>
    public string? Word(string key, params string[] allowed)
    {
        if (Text(key) is not { } text || allowed.Contains(text))
        {
            return Text(key);
        }

        Wrong(Find(key)!, $"'{key}: {text}' is none of {string.Join(", ", allowed)}", Nearest.Of(text, allowed) is { } near ? $"did you mean '{near}'?" : "write one of these");
        return null;
    }

    public bool? Flag(string key)
    {
        if (Find(key) is not { } found)
        {
            return null;
        }

        switch ((found as YamlScalarNode)?.Value)
        {
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                Wrong(found, $"'{key}' is to be true or false", $"write {key}: true, or {key}: false");
                return null;
        }
    }

    /// <summary>A list of texts; one text stands for a list of one.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { } one } scalar when !IsNull(scalar):
                return [one];
            case YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode { Value: not null }):
                return [.. list.Children.Select(c => ((YamlScalarNode)c).Value!)];
            case var other:
                Wrong(other, $"'{key}' is to be a list of texts", $"write {key}: [one, two]");
                return [];
        }
    }

    /// <summary>A whole number.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(Find(key)!, $"'{key}: {text}' is no whole number from {least} to {most}", $"write {key}: {Math.Clamp(1, least, most)}");
        return null;
    }

    /// <summary>A span of time.</summary>
    /// <param name="zero">Whether none at all (0) may be said.</param>
    public TimeSpan? Span(string key, bool zero = false)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (zero && text is "0" or "0s")
        {
            return TimeSpan.Zero;
        }

        if (DurationText.Parse(text) is { } span)
        {
            return span;
        }

        Wrong(Find(key)!, $"'{key}: {text}' is no span of time", $"write {key}: 15s (or 500ms, 2m, 1h)");
        return null;
    }

    /// <summary>Whether a key holds a list.</summary>
    public bool HoldsList(string key) => Find(key) is YamlSequenceNode;

    /// <summary>Whether a key holds keys of its own rather than a text.</summary>
    public bool HoldsKeys(string key) => Find(key) is YamlMappingNode;

    public YamlMap? Map(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(file, key, map, problems);
            case var other:
                Wrong(other, $"'{key}' is to hold keys of its own", $"write them indented under {key}:");
                return null;
        }
    }

    public IEnumerable<YamlMap> Maps(string key)
    {
        var found = Find(key);
        if (found is YamlSequenceNode list)
        {
            foreach (var item in list.Children)
            {
                if (item is YamlMappingNode map)
                {
                    yield return new YamlMap(file, $"an entry of {key}", map, problems);
                }
                else
                {
                    Wrong(item, $"an entry of '{key}' is to hold keys", "write - redis: redis://HOST:6379/0");
                }
            }
        }
        else if (found is not null)
        {
            Wrong(found, $"'{key}' is to be a list", "begin each entry with a dash");
        }
    }

    /// <summary>A problem at a key of this mapping (or at the mapping itself when the key is not there).</summary>
    public void Wrong(string key, string wrong, string remedy) => Wrong(Find(key) ?? node, wrong, remedy);

    private void Wrong(YamlNode at, string wrong, string remedy) => problems.Add(new SettingsProblem(file, at.Start.Line, wrong, remedy));

    private YamlNode? Find(string key)
    {
        foreach (var (name, value) in node.Children)
        {
            if (name is YamlScalarNode scalar && scalar.Value == key)
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsNull(YamlScalarNode node) => node.Style == ScalarStyle.Plain && node.Value is "" or "~" or "null";
}
