using System.Globalization;
using System.Text.Json.Nodes;

namespace WConsole.Bench.Simulator;

/// <summary>One simulated worker and what it answers: the captured answers of a Celery 5.7 prefork worker with its own name, pids and tasks.</summary>
internal sealed class SimulatedNode
{
    private static readonly JsonObject Stats = Captured.Answer("57-reply-stats-prefork")!.AsObject();
    private static readonly JsonArray Queues = Captured.Answer("57-reply-active-queues")!.AsArray();
    private static readonly JsonNode Conf = Captured.Answer("57-reply-conf")!;
    private static readonly JsonNode Registered = Captured.Answer("57-reply-registered")!;
    private static readonly JsonNode Report = Captured.Answer("57-reply-report")!;
    private static readonly JsonObject Task = Captured.Answer("57-reply-active")!.AsArray()[0]!.AsObject();
    private static readonly JsonObject Heartbeat = Captured.Event("57-event-worker-heartbeat");

    private readonly FleetOptions _options;
    private readonly int _index;
    private readonly DateTimeOffset _started;
    private readonly bool _isBusy;
    private int _slots = 2;
    private int _clock;

    public SimulatedNode(int index, FleetOptions options, DateTimeOffset started)
    {
        _index = index;
        _options = options;
        _started = started;
        _isBusy = index % 100 < options.BusyPercent;
        var plain = string.Create(CultureInfo.InvariantCulture, $"sim{index + 1:000}@box{(options.Hosts > 0 ? index % options.Hosts : index / 10) + 1:00}");
        Name = options.Hostile ? plain.Insert(3, HostileText.Run(index)) : plain;
    }

    public string Name { get; }

    /// <summary>Above any pid of this host, so that it names no real process.</summary>
    public int Pid => 5_000_000 + _index * 100;

    public bool Stopped { get; set; }

    public long Processed { get; set; }

    /// <summary>What it answers to a control command; null as the value is an answer too.</summary>
    public JsonNode? Answer(ControlCall call, DateTimeOffset now) => call.Method switch
    {
        "ping" => Ok("pong"),
        "stats" => StatsAt(now),
        "active" => Active(),
        "reserved" or "scheduled" or "revoked" => new JsonArray(),
        "active_queues" => Queues.DeepClone(),
        "conf" => Conf.DeepClone(),
        "registered" => Registered.DeepClone(),
        "report" => Report.DeepClone(),
        "clock" => new JsonObject { ["clock"] = ++_clock },
        "heartbeat" => null,
        "pool_grow" => Resize(call.Number("n", 1), "pool will grow"),
        "pool_shrink" => Resize(-call.Number("n", 1), "pool will shrink"),
        _ => new JsonObject { ["error"] = $"KeyError('{call.Method}')" },
    };

    public JsonObject Event(string type, DateTimeOffset now)
    {
        var body = Common(Heartbeat.DeepClone().AsObject(), type, now);
        body["active"] = _isBusy ? 1 : 0;
        body["processed"] = Processed;
        body["freq"] = _options.Beat.TotalSeconds;
        return body;
    }

    /// <summary>A task's event of a captured shape, with this node's name and a task's id.</summary>
    public JsonObject TaskEvent(JsonObject captured, string type, Guid task, DateTimeOffset now)
    {
        var body = Common(captured.DeepClone().AsObject(), type, now);
        body["uuid"] = task.ToString();
        if (_options.Hostile && body.ContainsKey("args"))
        {
            body["args"] = HostileText.Run(_clock);
            body["name"] = "proj." + HostileText.Run(_clock + 1);
        }

        return body;
    }

    private static JsonObject Ok(string text) => new() { ["ok"] = text };

    private JsonObject Common(JsonObject body, string type, DateTimeOffset now)
    {
        body["hostname"] = Name;
        body["pid"] = Pid;
        body["clock"] = ++_clock;
        body["timestamp"] = now.ToUnixTimeMilliseconds() / 1000.0;
        body["type"] = type;
        return body;
    }

    private JsonObject StatsAt(DateTimeOffset now)
    {
        var stats = Stats.DeepClone().AsObject();
        stats["pid"] = Pid;
        stats["uptime"] = (int)(now - _started).TotalSeconds + 60;
        stats["total"] = new JsonObject { ["proj.sleep"] = Processed };
        stats["pool"]!["max-concurrency"] = 2;
        stats["pool"]!["processes"] = new JsonArray([.. Enumerable.Range(1, _slots).Select(i => (JsonNode)(Pid + i))]);
        return stats;
    }

    private JsonArray Active()
    {
        var tasks = new JsonArray();
        if (_isBusy)
        {
            tasks.Add((JsonNode)Run(_options.Hostile ? HostileText.Run(_index) : "[7]"));
        }

        for (var bytes = 0; _index == 0 && bytes < _options.BigReplyBytes; bytes += 20_000)
        {
            tasks.Add((JsonNode)Run(string.Concat(Enumerable.Repeat(_options.Hostile ? HostileText.Run(bytes) : "0123456789", 1 + 19_000 / (_options.Hostile ? 60 : 10)))));
        }

        return tasks;
    }

    private JsonObject Run(string argument)
    {
        var task = Task.DeepClone().AsObject();
        task["id"] = Guid.NewGuid().ToString();
        task["hostname"] = Name;
        task["args"] = new JsonArray(argument);
        task["time_start"] = _started.ToUnixTimeMilliseconds() / 1000.0;
        task["worker_pid"] = Pid + 1;
        if (_options.Hostile)
        {
            task["name"] = "proj." + HostileText.Run(_index + 2);
        }

        return task;
    }

    private JsonObject Resize(int by, string text)
    {
        _slots = Math.Clamp(_slots + by, 0, 90);
        return Ok(text);
    }
}
