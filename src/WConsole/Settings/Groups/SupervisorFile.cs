using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Settings.Groups;

/// <summary>The <c>[program:x]</c> sections of supervisord's configuration, with supervisord's own defaults (process-managers §1).</summary>
internal static class SupervisorFile
{
    private const string Program = "program:";

    private static readonly string[] Known =
    [
        "command", "process_name", "numprocs", "numprocs_start", "priority", "autostart", "startsecs", "startretries", "autorestart", "exitcodes", "stopsignal", "stopwaitsecs",
        "stopasgroup", "killasgroup", "user", "redirect_stderr", "stdout_logfile", "stdout_logfile_maxbytes", "stdout_logfile_backups", "stdout_capture_maxbytes",
        "stdout_events_enabled", "stdout_syslog", "stderr_logfile", "stderr_logfile_maxbytes", "stderr_logfile_backups", "stderr_capture_maxbytes", "stderr_events_enabled",
        "stderr_syslog", "environment", "directory", "umask", "serverurl",
    ];

    public static void Read(string text, GroupDraft draft)
    {
        var own = IniText.Supervisor(text);
        List<(GroupDraft Draft, IReadOnlyList<IniSection> Sections)> files = [(draft, own)];
        if (own.FindLast(s => s.Name == "include") is { } include)
        {
            var names = Names("", draft);
            names["host_node_name"] = Environment.MachineName;
            files.AddRange(SupervisorInclude.Files(include, draft, said => Plain(include, said, names, draft)).Select(draft.For).Select(d => (d, SupervisorInclude.Sections(d))));
        }

        Orders(files, draft);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, sections) in files)
        {
            foreach (var section in sections)
            {
                if (section.Name.StartsWith("eventlistener:", StringComparison.Ordinal) || section.Name.StartsWith("fcgi-program:", StringComparison.Ordinal))
                {
                    file.Warn(section.Line, $"[{section.Name}] needs supervisord and is left out", "keep it there");
                }

                if (!section.Name.StartsWith(Program, StringComparison.Ordinal))
                {
                    continue;
                }

                if (seen.TryAdd(section.Name, file.File) || seen[section.Name] == file.File)
                {
                    Group(section, file, draft.Folder);
                }
                else
                {
                    file.Wrong(section.Line, $"[{section.Name}] stands in {seen[section.Name]} too: supervisord would mix the keys of both", "keep it in one of these files");
                }
            }

            if (!ReferenceEquals(file, draft))
            {
                draft.Take(file);
            }
        }
    }

    private static string Plain(IniSection section, string said, Dictionary<string, string> names, GroupDraft draft) => new Placeholders("", 0, null, "", "").Fill(
        SupervisorText.Expand(said, names, 0, bad => draft.Warn(section.LineOf("files"), $"supervisord refuses '{bad}' in files", "write a name that it knows, as %(here)s or %(ENV_HOME)s")));

    private static void Orders(List<(GroupDraft Draft, IReadOnlyList<IniSection> Sections)> files, GroupDraft draft)
    {
        var names = files.SelectMany(f => f.Sections).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Overlaps(["supervisord", "unix_http_server", "inet_http_server"]) && !names.Contains("rpcinterface:supervisor"))
        {
            draft.Warn(files[0].Sections.Select(s => s.Line).FirstOrDefault(), "without [rpcinterface:supervisor] supervisord takes no orders, not even from supervisorctl",
                "add it with supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface");
        }
    }

    private static void Group(IniSection section, GroupDraft draft, string started)
    {
        var name = section.Name[Program.Length..];
        foreach (var (key, _, line) in section.Entries.Where(e => !Known.Contains(e.Key)))
        {
            draft.Warn(line, $"supervisord has no key '{key}'", Nearest.Of(key, Known) is { } near ? $"did you mean '{near}'?" : "take it out");
        }

        var (count, first) = (section.Number("numprocs") ?? 1, section.Number("numprocs_start") ?? 0);
        if (section.Text("command") is not { } said || CommandLineWords.Split(Fill("command", said)) is not { Count: > 0 } command)
        {
            draft.Wrong(section.LineOf("command"), $"program '{name}' has no command that can be read", "write command = /path/to/program with arguments, each quote closed");
            return;
        }

        ProcessName(section, name, count, draft, Fill);
        var framework = FrameworkGuess.Of(command);
        var line1 = section.LineOf("command");
        GroupTraps.Command(command, framework, draft, line1);
        GroupTraps.NodeName(command, framework, count > 1, draft, line1);
        var node = framework == "celery" ? FrameworkGuess.Option(command, "-n", "--hostname") : null;
        draft.Readings.Add(new GroupReading(
            new WorkerGroup(
                name, new FrameworkId(framework), command, Replicas(section, count, draft), Variables(section, draft, Fill), [], Folder(section, draft, started, Fill), User(section, draft),
                Restart(section, framework, draft), Stop(section, framework, command, draft), new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit), [], null, null, new GroupOrigin(draft.File, section.Line))
            {
                Node = node?.Replace("%h", "${host}", StringComparison.Ordinal),
            },
            section.Lines(("command", "command"), ("user", "user"))));

        string Fill(string key, string value) => SupervisorText.Expand(
            value, Names(name, draft), first,
            bad => draft.Warn(section.LineOf(key), $"supervisord refuses '{bad}' in {key}", bad.EndsWith(')') ? $"write {bad}s, or {bad}02d for a number" : "write a name that it knows, as %(program_name)s or %(ENV_HOME)s"));
    }

    private static void ProcessName(IniSection section, string name, int count, GroupDraft draft, Func<string, string, string> fill)
    {
        var said = section.Text("process_name");
        var filled = said is null ? name : fill("process_name", said);
        if (count > 1 && !filled.Contains("${index", StringComparison.Ordinal))
        {
            draft.Warn(section.LineOf("process_name"), $"supervisord refuses {count} processes under one name", "write process_name = %(program_name)s_%(process_num)02d");
        }
    }

    private static int Replicas(IniSection section, int count, GroupDraft draft)
    {
        if (!IsTrue(section.Text("autostart") ?? "true"))
        {
            draft.Warn(section.LineOf("autostart"), "autostart is off, so none is started", "--scale NAME=N starts them");
            return 0;
        }

        return Math.Clamp(count, 0, GroupChecks.MostReplicas);
    }

    private static ImmutableDictionary<string, string> Variables(IniSection section, GroupDraft draft, Func<string, string, string> fill)
    {
        if (section.Text("environment") is not { } said)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        if (SupervisorText.Variables(fill("environment", said)) is { } variables && variables.All(v => EnvironmentText.IsName(v.Key)))
        {
            return variables.GroupBy(v => v.Key).ToImmutableDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        }

        draft.Wrong(section.LineOf("environment"), "'environment' is no list of variables", "write environment = NAME=\"value\",OTHER=\"value\"");
        return ImmutableDictionary<string, string>.Empty;
    }

    // Where supervisord was started, for the programs of all its files: as a rule the folder of the first.
    private static string Folder(IniSection section, GroupDraft draft, string started, Func<string, string, string> fill)
    {
        var folder = Path.GetFullPath(section.Text("directory") is { } said ? fill("directory", said) : ".", started);
        if (!Directory.Exists(folder))
        {
            draft.Wrong(section.LineOf("directory"), $"there is no folder {folder}", "make it, or write another directory");
        }

        return folder;
    }

    private static string? User(IniSection section, GroupDraft draft)
    {
        var user = section.Text("user");
        if (user is null || user == draft.User || draft.User == "root")
        {
            return user == draft.User ? null : user;
        }

        draft.Warn(section.LineOf("user"), $"only root may run it as '{user}'; it runs as {draft.User}", "run as root, or take user out");
        return null;
    }

    private static RestartRule Restart(IniSection section, string framework, GroupDraft draft)
    {
        var policy = section.Text("autorestart")?.ToLowerInvariant() switch
        {
            null or "unexpected" => RestartPolicy.Unexpected,
            var word when IsTrue(word) => RestartPolicy.Always,
            _ => RestartPolicy.Never,
        };
        GroupTraps.Restart(framework, policy == RestartPolicy.Always, draft, section.LineOf("autorestart"), "write autorestart = true");
        return RestartRule.Default with
        {
            Policy = policy,
            StartSecs = TimeSpan.FromSeconds(section.Number("startsecs") ?? 1),
            StartRetries = section.Number("startretries") ?? 3,
            ExitCodes = [.. (section.Text("exitcodes") ?? "0").Split(',').Select(c => int.TryParse(c, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? n : 0)],
        };
    }

    private static StopRule Stop(IniSection section, string framework, List<string> command, GroupDraft draft)
    {
        var wait = TimeSpan.FromSeconds(section.Number("stopwaitsecs") ?? 10);
        var said = section.Text("stopsignal");
        var signal = SignalNames.Find(said ?? "TERM");
        if (signal is null)
        {
            draft.Wrong(section.LineOf("stopsignal"), $"'{said}' is no signal", "write stopsignal = TERM");
        }

        GroupTraps.Stop(framework, signal ?? "TERM", said is not null, wait, command, draft, said is null ? section.Line : section.LineOf("stopsignal"), "stopsignal = ", "stopwaitsecs = ");
        if (IsTrue(section.Text("stopasgroup") ?? "false") && framework == "celery")
        {
            draft.Warn(section.LineOf("stopasgroup"), "with stopasgroup the stop signal ends Celery's pool processes and the tasks in them", "write stopasgroup = false and killasgroup = true");
        }

        // Where the file leaves the signal to its keeper, ours is the warm one.
        return new StopRule(said is null ? StopMeaning.Of(framework).Signal : signal ?? "TERM", wait, wait);
    }

    private static Dictionary<string, string> Names(string program, GroupDraft draft)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["program_name"] = program,
            ["group_name"] = program,
            ["here"] = draft.Folder,
            ["host_node_name"] = "${host}",
        };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            names[$"ENV_{variable.Key}"] = (string)variable.Value!;
        }

        return names;
    }

    private static bool IsTrue(string word) => word.Trim().ToLowerInvariant() is "true" or "yes" or "on" or "1";
}
