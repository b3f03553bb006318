using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>The short form <c>celery:</c> made into a command line.</summary>
/// <param name="Command">With placeholders.</param>
/// <param name="Node">As its workers will call themselves.</param>
/// <param name="Longest">The longest that a task may take; null when no limit is given.</param>
internal sealed record CeleryForm(ImmutableArray<string> Command, string Node, ImmutableArray<string> Queues, TimeSpan? Longest)
{
    // What wconsole sets itself, so that no two replicas share it.
    private static readonly string[] Ours = ["-n", "--hostname", "-A", "--app", "-D", "--detach", "--pidfile"];

    /// <returns>Null when there is no application; that is a problem of the map.</returns>
    public static CeleryForm? Read(string group, YamlMap map)
    {
        map.Only(GroupWords.Celery);
        if (map.Text("app") is not { Length: > 0 } app)
        {
            map.Wrong("app", $"group '{group}' names no application", "write app: as after celery -A");
            return null;
        }

        // The replica number is ours: Celery's own %i is empty in a main process, and all nodes would then have one name. %h is the host's full name.
        List<string> words = [.. map.Keys.Contains("program") ? map.Texts("program") : ["celery"], "-A", app, "worker", "-n", "${name}${index}@%h"];
        Option("--loglevel", map.Word("loglevel", GroupWords.LogLevels) ?? "info");
        Option("--concurrency", Whole("concurrency", 1));
        Option("--pool", map.Word("pool", GroupWords.Pools));
        var queues = map.Texts("queues");
        Option("--queues", queues.IsEmpty ? null : string.Join(',', queues));
        var (soft, hard) = (map.Span("soft_time_limit"), map.Span("time_limit"));
        if (soft >= hard)
        {
            map.Wrong("soft_time_limit", "the soft time limit comes no earlier than the hard one", "make soft_time_limit shorter than time_limit");
        }

        Option("--soft-time-limit", Seconds(soft));
        Option("--time-limit", Seconds(hard));
        Option("--max-tasks-per-child", Whole("max_tasks_per_child", 1));
        Option("--max-memory-per-child", Whole("max_memory_per_child", 1));
        Option("--statedb", StateFile(map));
        var include = map.Texts("include");
        Option("--include", include.IsEmpty ? null : string.Join(',', include));
        // Without events no console sees what runs.
        if (map.Flag("events") ?? true)
        {
            words.Add("--task-events");
        }

        var more = map.Texts("args");
        if (more.FirstOrDefault(m => Ours.Contains(m.Split('=')[0])) is { } taken)
        {
            map.Wrong("args", $"'{taken}' is set by wconsole for each replica", "take it out of args:, or write command: instead of celery:");
        }

        return new CeleryForm([.. words, .. more], "${name}${index}@${host}", queues, hard ?? soft);

        void Option(string name, string? value)
        {
            if (value is not null)
            {
                words.AddRange([name, value]);
            }
        }

        string? Whole(string key, int least) => map.Number(key, least, int.MaxValue)?.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Seconds(TimeSpan? span) => span is { } s ? ((long)Math.Ceiling(s.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;

    // true: a file of its own in its data directory; a path must differ between replicas.
    private static string? StateFile(YamlMap map)
    {
        switch (map.Text("statedb"))
        {
            case null or "false" or "no":
                return null;
            case "true" or "yes":
                return "${data}/worker.state";
            case var path when Placeholders.Names(path, "index") || Placeholders.Names(path, "data") || Placeholders.Names(path, "port"):
                return path;
            case var path:
                map.Wrong("statedb", $"all replicas would write the one file {path}", "write statedb: true, or put ${index} into the path");
                return path;
        }
    }
}
