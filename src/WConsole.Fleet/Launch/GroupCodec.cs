using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>The JSON form of a group.</summary>
internal static class GroupCodec
{
    public static void Write(Utf8JsonWriter json, WorkerGroup group)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteString("framework", group.Framework.Value);
        json.PutTexts("command", [.. group.Command]);
        json.WriteNumber("replicas", group.Replicas);
        Pairs(json, "environment", group.Environment);
        json.PutTexts("environment_files", [.. group.EnvironmentFiles]);
        json.WriteString("cwd", group.WorkingDirectory);
        json.Put("user", group.User);
        json.WriteStartObject("restart");
        json.WriteString("policy", group.Restart.Policy.ToString());
        json.Put("startsecs", group.Restart.StartSecs);
        json.WriteNumber("startretries", group.Restart.StartRetries);
        json.PutEach("exitcodes", [.. group.Restart.ExitCodes], static (j, n) => j.WriteNumberValue(n));
        json.Put("first_pause", group.Restart.FirstPause);
        json.Put("longest_pause", group.Restart.LongestPause);
        json.WriteEndObject();
        json.WriteStartObject("stop");
        json.WriteString("signal", group.Stop.Signal);
        json.Put("deadline", group.Stop.Deadline);
        json.Put("kill_after", group.Stop.KillAfter);
        json.WriteEndObject();
        Write(json, "ready", group.Ready);
        json.PutTexts("depends_on", [.. group.DependsOn]);
        if (group.Watch is { } watch)
        {
            json.WriteStartObject("watch");
            json.PutTexts("globs", [.. watch.Globs]);
            json.WriteString("backend", watch.Backend.ToString());
            json.Put("debounce", watch.Debounce);
            json.WriteBoolean("pool_restart", watch.PoolRestart);
            json.WriteEndObject();
        }

        json.Put("port", group.Port);
        json.WriteString("file", group.Origin.File);
        json.WriteNumber("line", group.Origin.Line);
        json.Put("node", group.Node);
        json.PutTexts("secrets", [.. group.Secrets.Order(StringComparer.Ordinal)]);
        json.PutTexts("queues", [.. group.Queues]);
        json.Put("whole_environment", group.IsWholeEnvironment ? true : (bool?)null);
        json.Put("leaves", group.Leaves ? true : (bool?)null);
        ProgramStateCodec.Put(json, "replaces", group.Replaces);
        json.WriteEndObject();
    }

    public static WorkerGroup Read(JsonElement json)
    {
        var (restart, stop) = (json.GetProperty("restart"), json.GetProperty("stop"));
        return new WorkerGroup(
            json.Text("name"),
            new FrameworkId(json.Text("framework")),
            json.Texts("command"),
            json.Int("replicas"),
            Pairs(json, "environment"),
            json.Texts("environment_files"),
            json.Text("cwd"),
            json.TextOrNull("user"),
            new RestartRule(
                restart.Enum<RestartPolicy>("policy"), restart.Span("startsecs"), restart.Int("startretries"), restart.Each("exitcodes", static n => n.GetInt32()),
                restart.Span("first_pause"), restart.Span("longest_pause")),
            new StopRule(stop.Text("signal"), stop.Span("deadline"), stop.SpanOrNull("kill_after")),
            ReadReady(json.GetProperty("ready")),
            json.Texts("depends_on"),
            json.TryGetProperty("watch", out var watch)
                ? new WatchRule(watch.Texts("globs"), watch.Enum<WatchBackend>("backend"), watch.Span("debounce"), watch.GetProperty("pool_restart").GetBoolean())
                : null,
            json.IntOrNull("port"),
            new GroupOrigin(json.Text("file"), json.Long("line")))
        {
            Node = json.TextOrNull("node"),
            Secrets = json.Texts("secrets").ToHashSet(StringComparer.Ordinal),
            Queues = json.Texts("queues"),
            IsWholeEnvironment = json.BoolOrNull("whole_environment") ?? false,
            Leaves = json.BoolOrNull("leaves") ?? false,
            Replaces = ProgramStateCodec.ReadPredecessor(json, "replaces"),
        };
    }

    private static void Write(Utf8JsonWriter json, string name, ReadyRule rule)
    {
        json.WriteStartObject(name);
        json.WriteString("by", rule switch
        {
            ReadyRule.ByStartSecs => "startsecs",
            ReadyRule.ByReply => "reply",
            ReadyRule.ByLogLine => "log",
            ReadyRule.ByHttp => "http",
            ReadyRule.ByTcp => "tcp",
            ReadyRule.ByNotify => "notify",
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        json.Put("limit", rule.Limit);
        json.Put("pattern", (rule as ReadyRule.ByLogLine)?.Pattern);
        json.Put("url", (rule as ReadyRule.ByHttp)?.Url);
        json.Put("host", (rule as ReadyRule.ByTcp)?.Host);
        json.Put("port", (rule as ReadyRule.ByTcp)?.Port);
        json.WriteEndObject();
    }

    private static ReadyRule ReadReady(JsonElement json)
    {
        var limit = json.Span("limit");
        return json.Text("by") switch
        {
            "startsecs" => new ReadyRule.ByStartSecs(limit),
            "reply" => new ReadyRule.ByReply(limit),
            "log" => new ReadyRule.ByLogLine(json.Text("pattern"), limit),
            "http" => new ReadyRule.ByHttp(json.Text("url"), limit),
            "tcp" => new ReadyRule.ByTcp(json.Text("host"), json.Text("port"), limit),
            "notify" => new ReadyRule.ByNotify(limit),
            var other => throw new FormatException(other),
        };
    }

    private static void Pairs(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> pairs)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, string> Pairs(JsonElement json, string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in json.GetProperty(name).EnumerateObject())
        {
            pairs[pair.Name] = pair.Value.GetString() ?? throw new FormatException(name);
        }

        return pairs;
    }
}
