using System.Text.Json.Nodes;
using System.Threading.Channels;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Simulator;

/// <summary>
/// Celery nodes that do not exist, on a real Redis: each has its own subscription to the control channel, so that PUBLISH counts it; one of
/// these reads, and answers for every node as its worker would, through the routing table. They beat, may run tasks, and stop when told to.
/// </summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    // Heartbeats are spread over their interval, as those of real workers are.
    private const int Parts = 20;
    private const int Dialling = 32;
    private const int Batch = 100;

    private readonly FleetOptions _options;
    private readonly RedisConnection _link;
    private readonly CeleryNames _names;
    private readonly TimeProvider _time;
    private readonly InjectedTally? _tally;
    private readonly Mutator _mutator;
    private readonly SimulatedNode[] _nodes;
    private readonly RedisSubscription?[] _ears;
    private readonly Channel<ReadOnlyMemory<byte>> _calls = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private Task[] _loops = [];
    private int _ear;

    private SimulatedFleet(RedisConnection link, CeleryNames names, FleetOptions options, InjectedTally? tally, TimeProvider time)
    {
        (_link, _names, _options, _tally, _time) = (link, names, options, tally, time);
        _mutator = new Mutator(options.Seed);
        _nodes = [.. Enumerable.Range(0, options.Cast.Count > 0 ? options.Cast.Count : options.Nodes).Select(i => new SimulatedNode(i, options, time.GetUtcNow()))];
        _ears = new RedisSubscription[_nodes.Length];
    }

    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>Control messages that were read.</summary>
    public int Calls { get; private set; }

    /// <summary>Control messages of which real workers might have died.</summary>
    public int BadCalls { get; private set; }

    public long Replies { get; private set; }

    public long Events { get; private set; }

    /// <summary>Completes when Redis is gone or the simulator itself failed, with the reason.</summary>
    public Task<string> Ended { get; private set; } = Task.FromResult("not started");

    /// <summary>Starts all nodes and returns when each of them is subscribed, registered and has said that it is online.</summary>
    /// <param name="tally">Counts what is broken on purpose and delivered; null when nobody wants to know.</param>
    /// <exception cref="RedisFault">Redis cannot be used.</exception>
    public static async Task<SimulatedFleet> StartAsync(
        RedisEndpoint endpoint, FleetOptions options, InjectedTally? tally, TimeProvider time, CancellationToken token)
    {
        var names = new CeleryNames { Database = endpoint.Database };
        var fleet = new SimulatedFleet(await RedisConnection.ConnectAsync(endpoint, time, token), names, options, tally, time);
        await fleet.OpenAsync(endpoint, token);
        return fleet;
    }

    /// <summary>The nodes say goodbye, as workers that were told to stop. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            foreach (var some in _nodes.Where(n => !n.Stopped).Chunk(Batch))
            {
                await SendAsync([.. some.SelectMany(Goodbye)]);
            }
        }
        catch (RedisFault)
        {
            // Redis went first.
        }

        foreach (var ear in _ears)
        {
            await (ear?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await _link.DisposeAsync();
    }

    private async Task OpenAsync(RedisEndpoint endpoint, CancellationToken token)
    {
        for (var from = 0; from < _nodes.Length; from += Dialling)
        {
            var some = Enumerable.Range(from, Math.Min(Dialling, _nodes.Length - from));
            await Task.WhenAll(some.Where(i => !_nodes[i].Silent).Select(async i => _ears[i] = await RedisSubscription.OpenAsync(
                endpoint, [RedisGlob.Escape(_names.ControlChannel)], [], (_, payload) => Hear(i, payload), _time, token)));
        }

        foreach (var some in _nodes.Chunk(Batch))
        {
            await SendAsync([.. some.SelectMany(Hello)]);
        }

        _loops = [Task.Run(AnswerAllAsync, token), BeatAsync(), WorkAsync()];
        Ended = EndAsync();
    }

    private async Task<string> EndAsync()
    {
        var first = await Task.WhenAny([_link.Ended, .. _loops.Where(l => !l.IsCompletedSuccessfully)]);
        return first == _link.Ended ? (await _link.Ended).Message : first.Exception?.GetBaseException().ToString() ?? "stopped";
    }

    private void Hear(int index, ReadOnlyMemory<byte> payload)
    {
        if (index == Volatile.Read(ref _ear))
        {
            _calls.Writer.TryWrite(payload);
        }
    }

    private async Task AnswerAllAsync()
    {
        await foreach (var payload in _calls.Reader.ReadAllAsync(_stop.Token))
        {
            Calls++;
            if (ControlCall.Read(payload) is not { } call)
            {
                BadCalls++;
                continue;
            }

            var wanted = call.Destination?.ToHashSet(StringComparer.Ordinal);
            SimulatedNode[] nodes = [.. _nodes.Where(n => !n.Stopped && !n.Silent && wanted?.Contains(n.Name) != false)];
            if (call.Method == "heartbeat")
            {
                await SendAsync([.. nodes.Select(n => Publish(n, n.Event("worker-heartbeat", _time.GetUtcNow()), "worker.heartbeat"))]);
            }

            if (call.Method == "shutdown" && _options.Stubborn)
            {
                continue;
            }

            if (call.Method == "shutdown")
            {
                await ShutDownAsync(nodes);
            }
            else if (call.ReplyKey is not null)
            {
                await AnswerAsync(call, nodes);
            }
        }
    }

    private async Task AnswerAsync(ControlCall call, SimulatedNode[] nodes)
    {
        string[] lists = [call.ReplyKey!];
        if (call.ReplyExchange is { Length: > 0 } exchange)
        {
            var table = await _link.SendAsync(RedisCommand.Of("SMEMBERS", "_kombu.binding." + exchange), _stop.Token);
            string[] entries = [.. table.Items.ToArray().Select(m => m.Text)];
            lists = [.. entries.Where(e => e.Split(_names.Separator)[0] == call.ReplyKey).Select(e => _names.QueueOf(e)).OfType<string>()];
        }

        foreach (var some in nodes.Chunk(Batch))
        {
            var batch = new List<RedisCommand>();
            foreach (var node in some)
            {
                var body = new JsonObject { [node.Name] = node.Answer(call, _time.GetUtcNow()) };
                var payload = KombuMessage.Reply(body, call.Ticket, call.ReplyExchange ?? "", call.ReplyKey!);
                // Only small ones: cutting a 10 MB reply here and there would only be slow.
                payload = payload.Length < 100_000 && _mutator.Chance(_options.MutatedPermille) ? _mutator.Mutate(payload) : payload;
                foreach (var list in lists)
                {
                    _tally?.Add(isReply: true, payload, isNotJson: false);
                    batch.Add(RedisCommand.Of("LPUSH", list, payload));
                }
            }

            await SendAsync(batch);
            Replies += batch.Count;
        }
    }

    private async Task ShutDownAsync(SimulatedNode[] nodes)
    {
        foreach (var node in nodes)
        {
            var index = Array.IndexOf(_nodes, node);
            await SendAsync([.. Goodbye(node)]);
            node.Stopped = true;
            if (index == _ear)
            {
                Volatile.Write(ref _ear, Array.FindIndex(_nodes, n => !n.Stopped));
            }

            await (_ears[index]?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(_options.Beat / Parts, _time);
        for (var part = 0; await timer.WaitForNextTickAsync(_stop.Token); part = (part + 1) % Parts)
        {
            var now = _time.GetUtcNow();
            await SendAsync([.. _nodes.Where((n, i) => i % Parts == part && !n.Stopped).Select(n => Publish(n, n.Event("worker-heartbeat", now), "worker.heartbeat"))]);
        }
    }

    private async Task WorkAsync()
    {
        if (_options.EventsPerSecond <= 0)
        {
            return;
        }

        string[] steps = ["task-received", "task-started", "task-succeeded"];
        JsonObject[] shapes = [.. steps.Select(s => Captured.Event("57-event-" + s))];
        var random = new Random(_options.Seed);
        var interval = TimeSpan.FromMilliseconds(50);
        using var timer = new PeriodicTimer(interval, _time);
        for (var owed = 0.0; await timer.WaitForNextTickAsync(_stop.Token);)
        {
            var batch = new List<RedisCommand>();
            for (owed += _options.EventsPerSecond * interval.TotalSeconds; owed >= steps.Length; owed -= steps.Length)
            {
                var node = _nodes[random.Next(_nodes.Length)];
                var (task, now) = (Guid.NewGuid(), _time.GetUtcNow());
                if (!node.Stopped)
                {
                    batch.AddRange(steps.Select((s, i) => Publish(node, new JsonArray(node.TaskEvent(shapes[i], s, task, now)), "task.multi")));
                    node.Processed++;
                }
            }

            await SendAsync(batch);
        }
    }

    private IEnumerable<RedisCommand> Hello(SimulatedNode node) =>
    [
        RedisCommand.Of("SADD", _names.PidboxBindingKey, Entry(node)),
        RedisCommand.Of("SADD", $"_kombu.binding.{node.Queue}", $"{node.Queue}{_names.Separator}{_names.Separator}{node.Queue}"),
        Publish(node, node.Event("worker-online", _time.GetUtcNow()), "worker.online"),
    ];

    private IEnumerable<RedisCommand> Goodbye(SimulatedNode node) =>
    [
        Publish(node, node.Event("worker-offline", _time.GetUtcNow()), "worker.offline"),
        RedisCommand.Of("SREM", _names.PidboxBindingKey, Entry(node)),
    ];

    private string Entry(SimulatedNode node) => $"{_names.Separator}{_names.Separator}{node.Name}.{_names.PidboxExchange}";

    private RedisCommand Publish(SimulatedNode node, JsonNode body, string routingKey)
    {
        Events++;
        return RedisCommand.Of("PUBLISH", _names.Events.Name[..^1] + routingKey, KombuMessage.Event(body, node.Name, _names.EventExchange, routingKey));
    }

    private async Task SendAsync(IReadOnlyList<RedisCommand> batch) => await _link.SendAsync(batch, CancellationToken.None);
}
