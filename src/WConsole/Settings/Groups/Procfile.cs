using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Settings.Groups;

/// <summary>
/// A <c>Procfile</c>: <c>name: command</c> a line. Each gets a <c>PORT</c> as its neighbours give it (5000, 5100 …), and the variables of a <c>.env</c> beside it.
/// </summary>
internal static class Procfile
{
    private const int FirstPort = 5000;
    private const int PortStep = 100;

    public static void Read(string text, GroupDraft draft)
    {
        var number = 0;
        var env = Path.Combine(draft.Folder, ".env");
        ImmutableArray<string> files = File.Exists(env) ? [env] : [];
        if (!files.IsEmpty && GroupEnvironment.Check(env) is { } wrong)
        {
            draft.Wrong(0, wrong.What, wrong.Remedy);
        }

        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? line[..colon].Trim() : "";
            if (name.Length == 0 || line[(colon + 1)..].Trim() is not { Length: > 0 } said || CommandLineWords.Of(Placeholders.Escape(said)) is not { } command)
            {
                draft.Wrong(number, "this is no NAME: COMMAND", "write for example worker: ./worker --fast");
                continue;
            }

            Group(name, said, command, files, number, draft);
        }
    }

    private static void Group(string name, string said, IReadOnlyList<string> command, ImmutableArray<string> files, int number, GroupDraft draft)
    {
        var framework = FrameworkGuess.Of(command);
        var replicas = 1;
        if (name == "release")
        {
            draft.Warn(number, "'release' is a job that runs once before a release, and is not kept", "run it by hand; --scale release=1 starts it all the same");
            replicas = 0;
        }

        if (command is ["/bin/sh", ..] && CommandLineWords.ShellStays(said))
        {
            draft.Warn(number, "signals reach the shell of this command, and not the programs behind its | or &", "put the line into a script that ends with exec PROGRAM");
        }

        GroupTraps.Command(command, framework, draft, number);
        GroupTraps.NodeName(command, framework, many: false, draft, number);
        draft.Readings.Add(new GroupReading(
            new WorkerGroup(
                name, new FrameworkId(framework), command, replicas, new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = "${port}" }, files, draft.Folder, null,
                GroupRules.DefaultRestart(framework), StopMeaning.Of(framework, GroupTraps.TaskLimit(command)), new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit), [], null,
                FirstPort + (PortStep * draft.Readings.Count), new GroupOrigin(draft.File, number)),
            new Dictionary<string, long> { ["command"] = number }));
    }
}
