using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>The rules of a group: <c>restart:</c>, <c>stop:</c>, <c>ready:</c>, <c>watch:</c>; each has a short form of one word.</summary>
internal static class GroupRules
{
    // A worker imports its application first; one that dies of that after some seconds failed to start.
    private static readonly TimeSpan FrameworkStartSecs = TimeSpan.FromSeconds(5);

    public static RestartRule Restart(YamlMap map, string framework)
    {
        var rule = DefaultRestart(framework);
        if (!map.HoldsKeys("restart"))
        {
            return map.Word("restart", GroupWords.Policies) is { } word ? rule with { Policy = Policy(word) } : rule;
        }

        var own = map.Map("restart")!;
        own.Only(GroupWords.Restart);
        rule = rule with
        {
            Policy = own.Word("policy", GroupWords.Policies) is { } policy ? Policy(policy) : rule.Policy,
            StartSecs = own.Span("startsecs", zero: true) ?? rule.StartSecs,
            StartRetries = own.Number("startretries", 0, 1000) ?? rule.StartRetries,
            ExitCodes = own.Keys.Contains("exitcodes") ? Codes(own) : rule.ExitCodes,
            FirstPause = own.Span("first_pause", zero: true) ?? rule.FirstPause,
            LongestPause = own.Span("longest_pause", zero: true) ?? rule.LongestPause,
        };
        return rule.LongestPause < rule.FirstPause ? rule with { LongestPause = rule.FirstPause } : rule;
    }

    public static RestartRule DefaultRestart(string framework) =>
        framework is "plain" or "sample" ? RestartRule.Default : RestartRule.Default with { StartSecs = FrameworkStartSecs };

    public static StopRule Stop(YamlMap map, string framework, TimeSpan? longest)
    {
        var rule = StopMeaning.Of(framework, longest);
        if (!map.HoldsKeys("stop"))
        {
            return map.Text("stop") is not null ? rule with { Signal = Signal(map, "stop") ?? rule.Signal } : rule;
        }

        var own = map.Map("stop")!;
        own.Only(GroupWords.Stop);
        var deadline = own.Span("deadline") ?? rule.Deadline;
        var kill = Kill(own, rule.KillAfter, deadline);
        if (kill < deadline)
        {
            own.Wrong("kill_after", "kill_after comes before the deadline is over", $"write kill_after: {DurationText.Of(deadline + deadline)}, or a shorter deadline:");
        }

        return new StopRule(Signal(own, "signal") ?? rule.Signal, deadline, kill);
    }

    private static TimeSpan? Kill(YamlMap own, TimeSpan? standard, TimeSpan deadline) =>
        !own.Keys.Contains("kill_after") ? (standard is null || standard > deadline ? standard : deadline + deadline)
        : own.Text("kill_after") == "never" ? null
        : own.Span("kill_after");

    public static ReadyRule Ready(YamlMap map, bool answers)
    {
        if (!map.HoldsKeys("ready"))
        {
            return map.Word("ready", "startsecs", "reply", "notify") switch
            {
                "reply" => Reply(map, "ready", answers, ReadyRule.DefaultLimit),
                "notify" => new ReadyRule.ByNotify(ReadyRule.DefaultLimit),
                "startsecs" => new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit),
                _ => answers ? new ReadyRule.ByReply(ReadyRule.DefaultLimit) : new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit),
            };
        }

        var own = map.Map("ready")!;
        own.Only(GroupWords.Ready);
        var said = own.Keys.Where(k => k != "within" && GroupWords.Ready.Contains(k)).ToList();
        if (said.Count > 1)
        {
            own.Wrong(said[1], $"ready: says {string.Join(" and ", said)}", "keep one of them");
        }

        var limit = own.Span("within") ?? ReadyRule.DefaultLimit;
        return said.FirstOrDefault() switch
        {
            "log" when own.Text("log") is { } pattern => LogLine(own, pattern, limit),
            "http" when own.Text("http") is { } url => Http(own, url, limit),
            "tcp" when own.Text("tcp") is { } place => Tcp(own, place, limit),
            "notify" when own.Flag("notify") == true => new ReadyRule.ByNotify(limit),
            "reply" when own.Flag("reply") == true => Reply(own, "reply", answers, limit),
            _ => answers ? new ReadyRule.ByReply(limit) : new ReadyRule.ByStartSecs(limit),
        };
    }

    public static WatchRule? Watch(YamlMap map, string framework, GroupDraft draft)
    {
        if (!map.Keys.Contains("watch"))
        {
            return null;
        }

        var own = map.HoldsKeys("watch") ? map.Map("watch") : null;
        own?.Only(GroupWords.Watch);
        var globs = own is null ? map.Texts("watch") : own.Texts("paths");
        if (globs.All(g => g.StartsWith('!')))
        {
            (own ?? map).Wrong(own is null ? "watch" : "paths", "watch: names no files", "write watch: [\"**/*.py\"]");
            return null;
        }

        if (own?.Flag("force") != true && draft.Production())
        {
            map.Wrong("watch", "files are not watched in production: a half-copied release would restart the workers", "take watch: out, or write force: true under it");
        }

        if (own?.Flag("pool_restart") == true && framework != "celery")
        {
            own.Wrong("pool_restart", "only Celery workers can renew their pool", "take pool_restart: out");
        }

        var backend = own?.Word("backend", GroupWords.Backends) switch
        {
            "inotify" => WatchBackend.Inotify,
            "poll" => WatchBackend.Poll,
            _ => WatchBackend.Auto,
        };
        return new WatchRule(globs, backend, own?.Span("debounce") ?? WatchRule.DefaultDebounce, own?.Flag("pool_restart") ?? false);
    }

    private static RestartPolicy Policy(string word) => word switch
    {
        "always" => RestartPolicy.Always,
        "never" => RestartPolicy.Never,
        _ => RestartPolicy.Unexpected,
    };

    private static ImmutableArray<int> Codes(YamlMap map)
    {
        var codes = ImmutableArray.CreateBuilder<int>();
        foreach (var text in map.Texts("exitcodes"))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= 255)
            {
                codes.Add(code);
            }
            else
            {
                map.Wrong("exitcodes", $"'{text}' is no exit code", "write exitcodes: [0, 2], each from 0 to 255");
            }
        }

        return codes.ToImmutable();
    }

    private static string? Signal(YamlMap map, string key)
    {
        if (map.Text(key) is not { } word)
        {
            return null;
        }

        if (SignalNames.Find(word) is { } name)
        {
            return name;
        }

        map.Wrong(key, $"'{word}' is no signal", Nearest.Of(word.ToUpperInvariant(), SignalNames.All.Select(s => s.Name)) is { } near ? $"did you mean {near}?" : "write TERM, INT, QUIT, HUP, USR1 or USR2");
        return null;
    }

    private static ReadyRule.ByReply Reply(YamlMap map, string key, bool answers, TimeSpan limit)
    {
        if (!answers)
        {
            map.Wrong(key, "nothing can be asked of a command", "write ready: notify, ready: { log: PATTERN }, or the short form celery:");
        }

        return new ReadyRule.ByReply(limit);
    }

    private static ReadyRule.ByLogLine LogLine(YamlMap map, string pattern, TimeSpan limit)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            map.Wrong("log", $"'{pattern}' is no pattern that can be looked for: {bad.Message.ReplaceLineEndings(" ")}", "write a plain word of the line, for example log: \"ready\"");
        }

        return new ReadyRule.ByLogLine(pattern, limit);
    }

    private static ReadyRule.ByHttp Http(YamlMap map, string url, TimeSpan limit)
    {
        // A port that is not known yet stands for any.
        var tried = new Placeholders("name", 0, 80, "data", "host").Fill(url);
        if (!Uri.TryCreate(tried, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            map.Wrong("http", $"'{url}' is no URL that can be asked", "write http: http://127.0.0.1:${port}/health");
        }

        return new ReadyRule.ByHttp(url, limit);
    }

    private static ReadyRule.ByTcp Tcp(YamlMap map, string place, TimeSpan limit)
    {
        var colon = place.LastIndexOf(':');
        var (host, port) = colon < 0 ? ("127.0.0.1", place) : (place[..colon].Trim('[', ']'), place[(colon + 1)..]);
        var tried = new Placeholders("name", 0, 80, "data", "host").Fill(port);
        if (host.Length == 0 || !ushort.TryParse(tried, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            map.Wrong("tcp", $"'{place}' is no port", "write tcp: ${port}, or tcp: 127.0.0.1:8000");
        }

        return new ReadyRule.ByTcp(host, port, limit);
    }
}
