using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Settings.Groups;

/// <summary>The <c>groups:</c> of a settings or project file.</summary>
internal static class GroupsFile
{
    // Short forms that come with the drivers of their frameworks.
    private static readonly string[] Later = ["faust", "huey", "slmqueue"];

    /// <summary>Adds every group to the draft; what is wrong is collected and reading goes on.</summary>
    public static void Read(string text, GroupDraft draft)
    {
        if (YamlText.Read(draft.File, text, draft.Problems)?.Map("groups") is not { } all)
        {
            return;
        }

        foreach (var name in all.Keys)
        {
            if (all.Map(name) is { } map && Group(name, map, all.LineOf(name), draft) is { } group)
            {
                draft.Readings.Add(new GroupReading(group, map.Keys.ToDictionary(k => k, map.LineOf)));
            }
        }
    }

    private static WorkerGroup? Group(string name, YamlMap map, long line, GroupDraft draft)
    {
        if (map.Keys.FirstOrDefault(Later.Contains) is { } later)
        {
            map.Wrong(later, $"this release has no short form for {later}", $"write command: and framework: {later}");
            return null;
        }

        map.Only(GroupWords.Group);
        var celery = map.Map("celery") is { } form ? CeleryForm.Read(name, form) : null;
        var command = Command(map, draft) ?? celery?.Command;
        if (map.Keys.Contains("command") && map.Keys.Contains("celery"))
        {
            map.Wrong("command", $"group '{name}' says command: and celery:", "keep one of them");
        }

        if (command is null)
        {
            if (!map.Keys.Any(k => k is "command" or "celery"))
            {
                map.Wrong("command", $"group '{name}' says nothing to run", "write command: ./worker, or celery: { app: NAME }");
            }

            return null;
        }

        var framework = celery is not null ? "celery" : map.Text("framework") ?? FrameworkGuess.Of(command);
        return new WorkerGroup(
            name,
            new FrameworkId(framework),
            command,
            map.Number("replicas", 0, GroupChecks.MostReplicas) ?? 1,
            GroupEnvironment.Variables(map),
            GroupEnvironment.Files(map, draft),
            Folder(map, draft),
            User(map, draft),
            GroupRules.Restart(map, framework),
            GroupRules.Stop(map, framework, celery?.Longest),
            GroupRules.Ready(map, celery is not null),
            map.Texts("depends_on"),
            GroupRules.Watch(map, framework, draft),
            map.Number("port", 1, 65535),
            new GroupOrigin(draft.File, line))
        {
            Node = celery?.Node,
            Queues = celery?.Queues ?? [],
            Secrets = GroupEnvironment.Secrets(map),
        };
    }

    private static IReadOnlyList<string>? Command(YamlMap map, GroupDraft draft)
    {
        if (map.HoldsList("command"))
        {
            var words = map.Texts("command");
            if (words.IsEmpty || words[0].Length == 0)
            {
                map.Wrong("command", "'command' names no program", "write command: [./worker, --fast], or command: ./worker --fast");
                return null;
            }

            return words;
        }

        if (map.Text("command") is not { } line)
        {
            return null;
        }

        if (CommandLineWords.Of(line) is not { } command)
        {
            map.Wrong("command", "'command' is empty, or a quote in it is not closed", "write command: ./worker --fast");
            return null;
        }

        if (command is ["/bin/sh", ..] && CommandLineWords.ShellStays(line))
        {
            draft.Warn(map.LineOf("command"), "signals reach the shell of this command, and not the programs behind its | or &", "put the line into a script that ends with exec PROGRAM");
        }

        return command;
    }

    private static string Folder(YamlMap map, GroupDraft draft)
    {
        var folder = Path.GetFullPath(map.Text("cwd") ?? ".", draft.Folder);
        if (!folder.Contains("${", StringComparison.Ordinal) && !Directory.Exists(folder))
        {
            map.Wrong("cwd", $"there is no folder {folder}", "make it, or write another cwd: (relative to this file)");
        }

        return folder;
    }

    private static string? User(YamlMap map, GroupDraft draft)
    {
        var user = map.Text("user");
        if (user is not null && user != draft.User && draft.User != "root")
        {
            map.Wrong("user", $"only root may run a group as '{user}'", "take user: out, or run as root");
        }

        return user == draft.User ? null : user;
    }
}
