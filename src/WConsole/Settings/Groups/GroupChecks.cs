using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>What only shows when all groups are seen together.</summary>
internal static class GroupChecks
{
    public const int MostReplicas = 1000;

    public static void Run(GroupDraft draft)
    {
        var groups = draft.Readings.Select(r => r.Group).ToList();
        foreach (var (group, lines) in draft.Readings)
        {
            if (!IsName(group.Name))
            {
                draft.Wrong(group.Origin, $"'{group.Name}' cannot name a group", "letters, digits, - _ and . only, a letter or digit first");
            }

            if (group.User is { } user && !draft.KnowsUser(user))
            {
                draft.Wrong(At("user"), $"group '{group.Name}' is to run as '{user}', and this host has no such user", "write the login name of one that exists (getent passwd names them), or take user out");
            }

            foreach (var unknown in group.DependsOn.Where(d => groups.All(g => g.Name != d)))
            {
                var near = Nearest.Of(unknown, groups.Select(g => g.Name).Where(n => n != group.Name));
                draft.Wrong(At("depends_on"), $"group '{group.Name}' depends on '{unknown}', which is no group",
                    near is null ? $"there are: {string.Join(", ", groups.Select(g => g.Name))}" : $"did you mean '{near}'?");
            }

            GroupOrigin At(string key) => group.Origin with { Line = lines.GetValueOrDefault(key, group.Origin.Line) };
        }

        Cycles(groups, draft);
        Ports(groups, draft);
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            if (!met.Add(group.Name))
            {
                draft.Wrong(group.Origin, $"two groups are named '{group.Name}'", "give each a name of its own");
            }
        }
    }

    /// <summary>Whether a text can name a group: ids, files and node names are made from it.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static void Cycles(List<WorkerGroup> groups, GroupDraft draft)
    {
        var byName = new Dictionary<string, WorkerGroup>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            byName.TryAdd(group.Name, group);
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            Walk(group, []);
        }

        void Walk(WorkerGroup group, List<string> path)
        {
            var at = path.IndexOf(group.Name);
            if (at >= 0)
            {
                draft.Wrong(group.Origin, $"groups wait for each other: {string.Join(" → ", path.Skip(at).Append(group.Name))}", "take one of these out of depends_on:");
            }
            else if (!done.Contains(group.Name))
            {
                path.Add(group.Name);
                foreach (var next in group.DependsOn)
                {
                    if (byName.TryGetValue(next, out var needed))
                    {
                        Walk(needed, path);
                    }
                }

                path.RemoveAt(path.Count - 1);
                done.Add(group.Name);
            }
        }
    }

    private static void Ports(List<WorkerGroup> groups, GroupDraft draft)
    {
        var taken = new List<(int From, int To, WorkerGroup Group)>();
        foreach (var group in groups.Where(g => g.Port is not null))
        {
            var (from, to) = (group.Port!.Value, group.Port.Value + Math.Max(1, group.Replicas) - 1);
            if (to > 65535)
            {
                draft.Wrong(group.Origin, $"group '{group.Name}' counts its ports up to {to}", "begin with a lower port:");
            }

            if (taken.FirstOrDefault(t => from <= t.To && t.From <= to) is { Group: { } other })
            {
                draft.Wrong(group.Origin, $"groups '{other.Name}' and '{group.Name}' share port {Math.Max(from, other.Port!.Value)}: each replica takes one from port: on", "leave more room between their port: values");
            }

            taken.Add((from, to, group));
        }
    }
}
