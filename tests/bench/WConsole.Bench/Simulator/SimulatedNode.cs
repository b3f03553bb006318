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
    private readonly int _running;
    private readonly string? _queue;
    private int _slots = 2;
    private int _clock;

    public SimulatedNode(int index, FleetOptions options, DateTimeOffset started)
    {
        _index = index;
        _options = options;
        _started = started;
        if (index < options.Cast.Count)
        {
            var cast = options.Cast[index];
            (Name, _queue, _slots, _running, Processed, Silent) = (cast.Name, cast.Queue, cast.Slots, cast.Running, cast.Processed, cast.Silent);
            _started = started - TimeSpan.FromHours(3) - TimeSpan.FromSeconds(10);
            Pid = 4711 + (100 * index);
            return;
        }

        _running = index % 100 < options.BusyPercent ? 1 : 0;
        var plain = string.Create(CultureInfo.InvariantCulture, $"sim{index + 1:000}@box{(options.Hosts > 0 ? index % options.Hosts : index / 10) + 1:00}");
        Pid = 5_000_000 + index * 100;
        Name = options.Hostile ? plain.Insert(3, HostileText.Run(index)) : plain;
    }

    public string Name { get; }

    /// <summary>Above any pid of this host, so that it names no real process.</summary>
    public int Pid { get; }

    /// <summary>What it consumes from.</summary>
    public string Queue => _queue ?? "celery";

    /// <summary>It listens for no command.</summary>
    public bool Silent { get; }

    public bool Stopped { get; set; }

    public long Processed { get; set; }

    /// <summary>What it answers to a control command; null as the value is an answer too.</summary>
    public JsonNode? Answer(ControlCall call, DateTimeOffset now) => call.Method switch
    {
        "ping" => Ok("pong"),
        "stats" => StatsAt(now),
        "active" => Active(),
        "reserved" or "scheduled" or "revoked" => new JsonArray(),
        "active_queues" => Consumed(),
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
        body["active"] = _running;
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
        stats["pool"]!["max-concurrency"] = _options.Cast.Count > 0 ? _slots : 2;
        stats["pool"]!["processes"] = new JsonArray([.. Enumerable.Range(1, _slots).Select(i => (JsonNode)(Pid + i))]);
        return stats;
    }

    private JsonArray Active()
    {
        var tasks = new JsonArray();
        for (var i = 0; i < _running; i++)
        {
            tasks.Add((JsonNode)Run(_options.Hostile ? HostileText.Run(_index) : "[7]", i));
        }

        for (var bytes = 0; _index == 0 && bytes < _options.BigReplyBytes; bytes += 20_000)
        {
            tasks.Add((JsonNode)Run(string.Concat(Enumerable.Repeat(_options.Hostile ? HostileText.Run(bytes) : "0123456789", 1 + 19_000 / (_options.Hostile ? 60 : 10)))));
        }

        return tasks;
    }

    private JsonArray Consumed()
    {
        var queues = Queues.DeepClone().AsArray();
        if (_queue is not null)
        {
            (queues[0]!["name"], queues[0]!["routing_key"], queues[0]!["exchange"]!["name"]) = (_queue, _queue, _queue);
        }

        return queues;
    }

    private JsonObject Run(string argument, int slot = 0)
    {
        var task = Task.DeepClone().AsObject();
        // Told by name, they run the same in every picture.
        task["id"] = _queue is null ? Guid.NewGuid().ToString() : $"{0x6f0c1d2e + (_index * 16) + slot:x8}-5b1a-4c0e-9d7e-{_index + 1:x12}";
        task["hostname"] = Name;
        task["args"] = new JsonArray(argument);
        task["time_start"] = _started.ToUnixTimeMilliseconds() / 1000.0;
        task["worker_pid"] = Pid + 1 + slot;
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
