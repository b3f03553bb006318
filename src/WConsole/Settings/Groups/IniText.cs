namespace WConsole.Settings.Groups;

/// <summary>INI text as supervisord and as systemd write it.</summary>
internal static class IniText
{
    /// <summary>supervisord: <c>key = value</c>, indented lines go on, a comment begins with <c>;</c> or <c>#</c> at the head of a line or behind a blank.</summary>
    public static List<IniSection> Supervisor(string text)
    {
        var sections = new List<IniSection>();
        foreach (var (raw, number) in Lines(text))
        {
            var line = WithoutComment(raw).TrimEnd();
            if (line.Length == 0)
            {
                continue;
            }

            if (char.IsWhiteSpace(line[0]) && sections.LastOrDefault() is { Entries: { Count: > 0 } entries })
            {
                var (key, value, at) = entries[^1];
                entries[^1] = (key, $"{value}\n{line.Trim()}".Trim(), at);
            }
            else
            {
                Add(sections, line.Trim(), number, lower: true);
            }
        }

        return sections;
    }

    /// <summary>systemd: <c>Key=value</c>, a <c>\</c> at the end goes on, a comment is a line of its own; a key may stand several times.</summary>
    public static List<IniSection> Systemd(string text)
    {
        var sections = new List<IniSection>();
        var (begun, start) = ("", 0L);
        foreach (var (raw, number) in Lines(text))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is ';' or '#')
            {
                continue;
            }

            start = begun.Length == 0 ? number : start;
            begun = begun.Length == 0 ? line : $"{begun} {line}";
            if (begun.EndsWith('\\'))
            {
                begun = begun[..^1].TrimEnd();
                continue;
            }

            Add(sections, begun, start, lower: false);
            begun = "";
        }

        return sections;
    }

    private static string WithoutComment(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is ';' or '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
            {
                return line[..i];
            }
        }

        return line;
    }

    private static void Add(List<IniSection> sections, string line, long number, bool lower)
    {
        if (line[0] == '[' && line[^1] == ']')
        {
            sections.Add(new IniSection(line[1..^1], number));
        }
        else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && sections.Count > 0)
        {
            var key = line[..sign].Trim();
            sections[^1].Entries.Add((lower ? key.ToLowerInvariant() : key, line[(sign + 1)..].Trim(), number));
        }
    }

    private static IEnumerable<(string Line, long Number)> Lines(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            yield return (line.TrimEnd('\r'), ++number);
        }
    }
}
