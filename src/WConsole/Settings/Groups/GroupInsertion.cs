using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace WConsole.Settings.Groups;

/// <summary>A settings file's text with one more group at the end of its <c>groups:</c>. Everything else stays as it is: comments, order, blank lines, line ends. Pure.</summary>
/// <param name="Text">Null when it cannot be done safely.</param>
/// <param name="Why">Then: the plain reason.</param>
internal sealed record GroupInsertion(string? Text, string Why)
{
    /// <param name="lines">Of the group, without indentation; the first is its name.</param>
    public static GroupInsertion Of(string text, string name, IReadOnlyList<string> lines)
    {
        YamlStream before;
        try
        {
            before = Parse(text);
        }
        catch (YamlException bad)
        {
            return No($"it is no YAML at line {bad.Start.Line}");
        }

        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (before.Documents.Count == 0 || before.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
        {
            return before.Documents.Count > 1 || text.Contains("---", StringComparison.Ordinal) || text.Contains("...", StringComparison.Ordinal)
                ? No("it holds several documents, or marks of them")
                : Proven(text, Ended(text, end) + "groups:" + end + Block(lines, 2, end), name);
        }

        if (before.Documents.Count > 1 || HasMarks(text))
        {
            return No("it holds several documents, or marks of them");
        }

        if (before.Documents[0].RootNode is not YamlMappingNode { Style: not MappingStyle.Flow } root)
        {
            return No("it is written in braces, or holds no keys");
        }

        var rows = Rows(text);
        foreach (var (key, value) in root.Children)
        {
            if (key is not YamlScalarNode { Value: "groups" })
            {
                continue;
            }

            switch (value)
            {
                case YamlScalarNode { Value: null or "" or "~" or "null" } nothing when nothing.Anchor.IsEmpty && nothing.Tag.IsEmpty:
                    return rows[(int)key.Start.Line - 1].TrimEnd() is "groups:"
                        ? Proven(text, Insert(rows, (int)key.Start.Line, Block(lines, 2, end), end), name)
                        : No("its groups: holds something else");
                case YamlMappingNode { Style: MappingStyle.Flow }:
                    return No("its groups: are written in braces");
                case YamlMappingNode { Children.Count: > 0 } groups:
                    if (groups.Children.Keys.Any(k => k is YamlScalarNode scalar && scalar.Value == name))
                    {
                        return No($"it has a group '{name}' already");
                    }

                    // An alias stands on another line than the key that it fills.
                    var column = (int)groups.Children.First().Key.Start.Column - 1;
                    return column < 1 || groups.Start.Line < key.Start.Line
                        ? No("its groups: are taken from elsewhere by an alias")
                        : Proven(text, Insert(rows, AfterBlock(rows, (int)groups.Children.First().Key.Start.Line - 1, column), Block(lines, column, end), end), name);
                default:
                    return No("its groups: holds no keys");
            }
        }

        return Proven(text, Ended(text, end) + end + "groups:" + end + Block(lines, 2, end), name);
    }

    private static GroupInsertion No(string why) => new(null, why);

    // Read again and compared, node by node: nothing but the new group may differ.
    private static GroupInsertion Proven(string before, string after, string name)
    {
        try
        {
            var (old, now) = (Root(before), Root(after));
            var (oldGroups, groups) = (Child(old, "groups") as YamlMappingNode, Child(now, "groups") as YamlMappingNode);
            var same = groups is not null && Child(groups, name) is not null
                && Others(old, "groups").SequenceEqual(Others(now, "groups"))
                && Others(oldGroups, name).SequenceEqual(Others(groups, name));
            return same ? new GroupInsertion(after, "") : No("the file would not read the same with it");
        }
        catch (YamlException)
        {
            return No("the file would not be read with it");
        }
    }

    private static YamlMappingNode? Root(string text) => Parse(text).Documents.FirstOrDefault()?.RootNode as YamlMappingNode;

    private static YamlNode? Child(YamlMappingNode? map, string key) => map?.Children.FirstOrDefault(c => c.Key is YamlScalarNode scalar && scalar.Value == key).Value;

    private static IEnumerable<string> Others(YamlMappingNode? map, string but) =>
        map is null ? [] : map.Children.Where(c => c.Key is not YamlScalarNode scalar || scalar.Value != but).Select(c => $"{Canonical(c.Key)}={Canonical(c.Value)}");

    private static string Canonical(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"{scalar.Tag}{scalar.Style}'{scalar.Value}'",
        YamlSequenceNode list => $"[{string.Join(",", list.Children.Select(Canonical))}]",
        YamlMappingNode map => $"{{{string.Join(",", map.Children.Select(c => $"{Canonical(c.Key)}={Canonical(c.Value)}"))}}}",
        _ => node.ToString(),
    };

    private static YamlStream Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream;
    }

    private static bool HasMarks(string text) => Rows(text).Any(r => r.StartsWith("---", StringComparison.Ordinal) || r.StartsWith("...", StringComparison.Ordinal) || r.StartsWith('%'));

    private static string[] Rows(string text) => text.Split('\n');

    // The row after the last one of a block: rows that are indented as its keys are, or deeper, comments among them.
    private static int AfterBlock(string[] rows, int first, int column)
    {
        var after = first + 1;
        for (var i = first + 1; i < rows.Length; i++)
        {
            var row = rows[i].TrimEnd();
            var indent = row.Length - row.TrimStart(' ').Length;
            if (row.Length > 0 && indent >= column)
            {
                after = i + 1;
            }
            else if (row.Length > 0 && row[indent] != '#')
            {
                break;
            }
        }

        return after;
    }

    private static string Insert(string[] rows, int at, string block, string end)
    {
        var head = string.Join('\n', rows.Take(at));
        var tail = string.Join('\n', rows.Skip(at));
        // The last row of a text without a final line end is followed by none.
        return at >= rows.Length ? head + end + block : $"{head}\n{block}{tail}";
    }

    private static string Ended(string text, string end) => text.Length == 0 || text.EndsWith('\n') ? text : text + end;

    private static string Block(IEnumerable<string> lines, int column, string end) => string.Concat(lines.Select(l => new string(' ', column) + l + end));
}
