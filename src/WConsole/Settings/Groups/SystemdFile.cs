using System.Globalization;

namespace WConsole.Settings.Groups;

/// <summary>
/// A systemd unit: <c>name.service</c>, a template <c>name@.service</c>, or a <c>name.target</c> that wants instances of one; what it names is looked for beside it
/// (process-managers §2.3).
/// </summary>
internal static class SystemdFile
{
    public static void Read(string text, GroupDraft draft)
    {
        if (draft.File.EndsWith(".target", StringComparison.Ordinal))
        {
            Target(text, draft);
            return;
        }

        var template = Stem(draft.File).EndsWith('@');
        var target = template ? TargetBeside(draft) : null;
        var instances = target is null ? [] : Wanted(target).Where(w => w.Unit == Path.GetFileName(draft.File)).Select(w => w.Instance).ToList();
        if (template && instances.Count == 0)
        {
            draft.Warn(0, "no target beside it says how many instances there are; one is run", $"--scale {Stem(draft.File).TrimEnd('@')}=N runs more");
        }

        Groups(text, draft, instances.Count == 0 && template ? ["1"] : instances);
    }

    private static void Target(string text, GroupDraft draft)
    {
        var units = Wanted(IniText.Systemd(text)).GroupBy(w => w.Unit).ToList();
        if (units.Count == 0)
        {
            draft.Wrong(0, "this target wants no services", "write Wants=NAME@1.service NAME@2.service under [Unit]");
        }

        foreach (var unit in units)
        {
            var path = Path.Combine(draft.Folder, unit.Key);
            if (!File.Exists(path))
            {
                draft.Wrong(0, $"{unit.Key}, which the target wants, is not beside it", $"copy it to {draft.Folder}");
                continue;
            }

            var beside = draft.For(path);
            Groups(File.ReadAllText(path), beside, [.. unit.Select(u => u.Instance)]);
            draft.Take(beside);
        }
    }

    // Instances with numbers in a row are replicas of one group, others are groups of their own.
    private static void Groups(string text, GroupDraft draft, List<string> instances)
    {
        var sections = IniText.Systemd(text);
        var name = Stem(draft.File).TrimEnd('@');
        var numbers = instances.Select(i => int.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).Order().ToList();
        if (instances.Count == 0 || instances is [""])
        {
            Group(name, "", 1);
        }
        else if (numbers[0] >= 0 && numbers.Select((n, i) => n - i).Distinct().Count() == 1)
        {
            Group(name, numbers[0] == 0 ? "${index}" : $"${{index+{numbers[0].ToString(CultureInfo.InvariantCulture)}}}", numbers.Count);
        }
        else
        {
            foreach (var instance in instances)
            {
                Group($"{name}-{instance}", instance, 1);
            }
        }

        void Group(string group, string instance, int replicas) => new SystemdService(draft, sections, group, instance).Add(replicas);
    }

    private static IEnumerable<(string Unit, string Instance)> Wanted(List<IniSection> target) =>
        from section in target
        where section.Name == "Unit"
        from entry in section.Entries
        where entry.Key is "Wants" or "Requires"
        from word in entry.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where word.EndsWith(".service", StringComparison.Ordinal)
        let at = word.IndexOf('@', StringComparison.Ordinal)
        select at < 0 ? (word, "") : ($"{word[..at]}@.service", word[(at + 1)..^".service".Length]);

    private static List<IniSection>? TargetBeside(GroupDraft draft) =>
        Directory.EnumerateFiles(draft.Folder, "*.target").Order(StringComparer.Ordinal).Select(f => IniText.Systemd(File.ReadAllText(f)))
            .FirstOrDefault(t => Wanted(t).Any(w => w.Unit == Path.GetFileName(draft.File)));

    private static string Stem(string file) => Path.GetFileNameWithoutExtension(file);
}
