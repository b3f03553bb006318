using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Settings.Groups;

/// <summary>One service unit made into one group.</summary>
/// <param name="instance">What stands for <c>%i</c>: a text, or our own placeholder of the replica number.</param>
internal sealed partial class SystemdService(GroupDraft draft, List<IniSection> sections, string name, string instance)
{
    private static readonly TimeSpan DefaultStop = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMilliseconds(100);

    private readonly IniSection _unit = sections.FirstOrDefault(s => s.Name == "Unit") ?? new IniSection("Unit", 1);
    private readonly IniSection _service = sections.FirstOrDefault(s => s.Name == "Service") ?? new IniSection("Service", 1);

    public void Add(int replicas)
    {
        var variables = Variables();
        if (_service.Text("ExecStart") is not { } said || Command(said, variables) is not { } command)
        {
            draft.Wrong(_service.LineOf("ExecStart"), $"service '{name}' has no ExecStart that can be read", "write ExecStart=/path/to/program with arguments, each quote closed");
            return;
        }

        var framework = FrameworkGuess.Of(command);
        var line = _service.LineOf("ExecStart");
        GroupTraps.Command(command, framework, draft, line);
        GroupTraps.NodeName(command, framework, replicas > 1, draft, line);
        var type = _service.Text("Type") ?? "simple";
        Traps(framework, type);
        draft.Readings.Add(new GroupReading(
            new WorkerGroup(
                name, new FrameworkId(framework), command, Math.Min(replicas, GroupChecks.MostReplicas), variables, Files(), Folder(), User(), Restart(framework, type),
                Stop(framework, command), type.StartsWith("notify", StringComparison.Ordinal) ? new ReadyRule.ByNotify(Limit()) : new ReadyRule.ByStartSecs(Limit()),
                [], null, null, new GroupOrigin(draft.File, _service.Line))
            {
                Node = framework == "celery" ? FrameworkGuess.Option(command, "-n", "--hostname")?.Replace("%h", "${host}", StringComparison.Ordinal) : null,
            },
            _service.Lines(("command", "ExecStart"), ("user", "User"))));
    }

    private List<string>? Command(string said, ImmutableDictionary<string, string> variables)
    {
        if (CommandLineWords.Split(Specify(said.TrimStart('-', '+', '!', ':'))) is not { Count: > 0 } words || words[0].Length == 0)
        {
            return null;
        }

        // @ gives a first argument of its own, which nothing here needs.
        if (words[0][0] == '@')
        {
            words[0] = words[0][1..];
            words.RemoveAt(Math.Min(1, words.Count - 1));
        }

        var filled = words.Select(w => Variable().Replace(w, v => variables.GetValueOrDefault(v.Groups["name"].Value, v.Value))).ToList();
        // Variables of files are known only at the start; there a shell fills them in, and is then replaced by the program.
        return filled.Any(w => Placeholders.Blank(w).Contains('$', StringComparison.Ordinal)) ? ["/bin/sh", "-c", "exec " + string.Join(' ', filled.Select(Quote))] : filled;
    }

    private static string Quote(string word) => word.StartsWith('$') && !word.StartsWith("${", StringComparison.Ordinal)
        ? word
        : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}\"";

    private ImmutableDictionary<string, string> Variables()
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (_, value, line) in _service.Entries.Where(e => e.Key == "Environment"))
        {
            foreach (var word in CommandLineWords.Split(Specify(value)) ?? [])
            {
                var sign = word.IndexOf('=', StringComparison.Ordinal);
                if (sign <= 0 || !EnvironmentText.IsName(word[..sign]))
                {
                    draft.Wrong(line, $"'{word}' is no NAME=value", "write Environment=\"NAME=value with blanks\"");
                }
                else
                {
                    variables[word[..sign]] = word[(sign + 1)..];
                }
            }
        }

        return variables.ToImmutable();
    }

    private ImmutableArray<string> Files()
    {
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var value in _service.Texts("EnvironmentFile").Select(Specify))
        {
            var path = value.TrimStart('-');
            if (value.StartsWith('-') && !File.Exists(path))
            {
                continue;
            }

            if (GroupEnvironment.Check(path) is { } wrong)
            {
                draft.Wrong(_service.LineOf("EnvironmentFile"), wrong.What, "make it, or write EnvironmentFile=-PATH for one that may be missing");
            }

            files.Add(path);
        }

        return files.ToImmutable();
    }

    private string Folder()
    {
        var said = Specify(_service.Text("WorkingDirectory") ?? "").TrimStart('-');
        var folder = said switch
        {
            // systemd's own default is the root folder; a developer's unit stands beside the code.
            "" => draft.Folder,
            "~" => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            _ => said,
        };
        if (!folder.Contains("${", StringComparison.Ordinal) && !Directory.Exists(folder))
        {
            draft.Wrong(_service.LineOf("WorkingDirectory"), $"there is no folder {folder}", "make it, or write another WorkingDirectory=");
        }

        return folder;
    }

    private string? User()
    {
        var user = _service.Text("User");
        if (user is null || user == draft.User || draft.User == "root")
        {
            return user == draft.User ? null : user;
        }

        draft.Warn(_service.LineOf("User"), $"only root may run it as '{user}'; it runs as {draft.User}", "run as root, or take User= out");
        return null;
    }

    private RestartRule Restart(string framework, string type)
    {
        var word = _service.Text("Restart") ?? "no";
        var policy = word switch
        {
            "no" => RestartPolicy.Never,
            "always" or "on-success" => RestartPolicy.Always,
            "on-failure" or "on-abnormal" or "on-abort" or "on-watchdog" => RestartPolicy.Unexpected,
            _ => (RestartPolicy?)null,
        };
        if (policy is null)
        {
            draft.Wrong(_service.LineOf("Restart"), $"Restart= has no word '{word}'", "write Restart=always");
        }

        GroupTraps.Restart(framework, policy == RestartPolicy.Always, draft, _service.LineOf("Restart"), "write Restart=always");
        var pause = SystemdSpan.Parse(_service.Text("RestartSec")) ?? DefaultPause;
        if (framework == "slmqueue" && pause >= TimeSpan.FromSeconds(30))
        {
            draft.Warn(_service.LineOf("RestartSec"), $"each time it reaches its maximum of runs, nobody takes jobs for {DurationText.Of(pause)}", "write RestartSec=2");
        }

        var unlimited = (_unit.Text("StartLimitIntervalSec") ?? _unit.Text("StartLimitInterval")) == "0";
        if (framework == "slmqueue" && policy == RestartPolicy.Always && !unlimited && pause < TimeSpan.FromSeconds(2))
        {
            draft.Warn(_unit.Line, "systemd gives up after 5 starts in 10 s, also of a worker that ends by itself as it should", "write StartLimitIntervalSec=0 under [Unit]");
        }

        return RestartRule.Default with
        {
            Policy = type == "oneshot" ? RestartPolicy.Never : policy ?? RestartPolicy.Never,
            StartRetries = unlimited ? 1000 : _unit.Number("StartLimitBurst") ?? 5,
            ExitCodes = [0, .. (_service.Text("SuccessExitStatus") ?? "").Split(' ').Select(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).Where(n => n > 0)],
            FirstPause = pause,
            LongestPause = pause > RestartRule.Default.LongestPause ? pause : RestartRule.Default.LongestPause,
        };
    }

    private StopRule Stop(string framework, IReadOnlyList<string> command)
    {
        var said = _service.Text("KillSignal");
        var signal = SignalNames.Find(said ?? "TERM");
        if (signal is null)
        {
            draft.Wrong(_service.LineOf("KillSignal"), $"'{said}' is no signal", "write KillSignal=SIGTERM");
        }

        var wait = SystemdSpan.Parse(_service.Text("TimeoutStopSec") ?? _service.Text("TimeoutSec")) ?? DefaultStop;
        GroupTraps.Stop(framework, signal ?? "TERM", said is not null, wait, command, draft, _service.LineOf("KillSignal"), "KillSignal=SIG", "TimeoutStopSec=");
        return new StopRule(said is null ? StopMeaning.Of(framework).Signal : signal ?? "TERM", wait, wait);
    }

    private void Traps(string framework, string type)
    {
        switch (_service.Text("KillMode") ?? "control-group")
        {
            case "control-group" when framework == "celery":
                draft.Warn(_service.LineOf("KillMode"), "KillMode=control-group (the default) sends the stop signal to Celery's pool processes too, which ends the tasks in them", "write KillMode=mixed");
                break;
            case "process" or "none":
                draft.Warn(_service.LineOf("KillMode"), $"KillMode={_service.Text("KillMode")} leaves child processes behind", "write KillMode=mixed");
                break;
        }

        if (type == "forking")
        {
            draft.Warn(_service.LineOf("Type"), "Type=forking follows a process that ends, and loses the worker", "start the worker in the foreground and write Type=exec");
        }
        else if (type == "oneshot")
        {
            draft.Warn(_service.LineOf("Type"), "Type=oneshot is a job that ends, and is not started again", "write Type=exec for a worker");
        }

        if (instance.Length > 0 && _unit.Text("PartOf") is null)
        {
            draft.Warn(_unit.Line, "without PartOf= a stop of the target stops no instance", "write PartOf=NAME.target under [Unit]");
        }
    }

    private TimeSpan Limit() => SystemdSpan.Parse(_service.Text("TimeoutStartSec") ?? _service.Text("TimeoutSec")) ?? DefaultStop;

    // %i and its like. What looks like one of our own placeholders is none in this file.
    private string Specify(string text)
    {
        var parts = Placeholders.Escape(text).Split("%%");
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i]
                .Replace("%i", instance, StringComparison.Ordinal).Replace("%I", instance, StringComparison.Ordinal)
                .Replace("%n", $"{name}.service", StringComparison.Ordinal).Replace("%N", name, StringComparison.Ordinal).Replace("%p", name, StringComparison.Ordinal)
                .Replace("%H", "${host}", StringComparison.Ordinal).Replace("%u", draft.User, StringComparison.Ordinal)
                .Replace("%h", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), StringComparison.Ordinal);
        }

        return string.Join('%', parts);
    }

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)\}|(?<name>\w+))")]
    private static partial Regex Variable();
}
