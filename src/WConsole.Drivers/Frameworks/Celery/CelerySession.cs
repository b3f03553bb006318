using System.Collections.Frozen;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What a PUBLISH of a control message told.</summary>
/// <param name="Registered">Node names in the mailbox registry; null when it was not asked or may not be read.</param>
internal sealed record Published(int Listeners, IReadOnlyList<string>? Registered);

/// <summary>A control message on its way, and what sending it told.</summary>
internal sealed record Asked(CeleryRequest Request, Published Published);

/// <summary>
/// One life of the three connections to a broker: events, replies, commands (celery-redis §0). The entry that routes replies to us is
/// written in the same pipeline before every command, because Kombu 5.7 sweeps it away (§1.5).
/// </summary>
internal sealed class CelerySession : IAsyncDisposable
{
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    // Bytes. Far beyond what a worker says of itself; thousands of reserved task runs with long arguments reach it.
    private const int HugeReply = 4 << 20;

    // Bytes. Replies are a few kB; a list of registered tasks or a conf may be 50.
    private const int LargeReply = 256 << 10;
    private const int PopsAhead = 8;

    private readonly RedisConnection _replies;
    private readonly RedisSubscription _events;
    private readonly CeleryNames _names;
    private readonly CeleryRequests _requests;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly string _oid = $"wconsole-{Guid.NewGuid():n}";

    private bool _left;

    private CelerySession(RedisConnection commands, RedisConnection replies, RedisSubscription events, CelerySettings settings, TimeProvider time)
    {
        Commands = commands;
        _replies = replies;
        _events = events;
        _names = settings.Names;
        _requests = new CeleryRequests(time, settings.ReplyTimeout + settings.LateReplies);
        _time = time;
    }

    /// <summary>The connection that is never blocked.</summary>
    public RedisConnection Commands { get; }

    public TimeProvider Time => _time;

    /// <summary>Connects all three at the same time and subscribes to events.</summary>
    /// <exception cref="RedisFault">Why not.</exception>
    public static async Task<CelerySession> OpenAsync(CelerySettings settings, RedisMessageHandler events, TimeProvider time, CancellationToken cancellationToken)
    {
        var endpoint = CeleryEndpoints.Of(settings.Broker);
        var subscription = settings.Names.Events;
        var listening = RedisSubscription.OpenAsync(
            endpoint,
            subscription.IsPattern ? [subscription.Name] : [],
            subscription.IsPattern ? [] : [subscription.Name],
            events,
            time,
            cancellationToken);
        var commands = RedisConnection.ConnectAsync(endpoint, time, cancellationToken);
        // It is blocked most of the time, so its silence proves nothing: the other two watch the server.
        var replies = RedisConnection.ConnectAsync(endpoint with { KeepAlive = null }, time, cancellationToken);
        Task[] opening = [listening, commands, replies];
        try
        {
            await Task.WhenAll(opening);
            return new CelerySession(await commands, await replies, await listening, settings, time);
        }
        catch
        {
            await DisposeOpenedAsync(opening);
            throw;
        }
    }

    /// <summary>Completes with the reason as soon as one of the connections is over. Never fails but for cancellation.</summary>
    public async Task<RedisFault> EndedAsync(Action<ReplyReading> onReply, CancellationToken cancellationToken)
    {
        var reading = ReadRepliesAsync(onReply, cancellationToken);
        Task<RedisFault>[] ends = [reading, _events.Ended, Commands.Ended];
        return await await Task.WhenAny(ends);
    }

    /// <summary>Sends a control message; its replies reach <paramref name="take"/> as they come.</summary>
    /// <exception cref="RedisFault">It was not sent.</exception>
    public async Task<Asked> AskAsync(
        ControlMethod method, Destination to, bool readRegistry, Action<ReplyMessage, TimeSpan> take, CancellationToken cancellationToken)
    {
        var request = new CeleryRequest(
            Guid.NewGuid().ToString(), to.Names?.ToFrozenSet(StringComparer.Ordinal), _time.GetTimestamp(), _time, take);
        _requests.Add(request);
        var published = await PublishAsync(method, to, request.Ticket, _oid, readRegistry, cancellationToken);
        request.Counted(published.Listeners);
        return new Asked(request, published);
    }

    /// <summary>Sends a control message that nobody answers.</summary>
    /// <exception cref="RedisFault">It was not sent.</exception>
    public Task<Published> TellAsync(ControlMethod method, Destination to, CancellationToken cancellationToken) =>
        PublishAsync(method, to, Guid.NewGuid().ToString(), null, readRegistry: false, cancellationToken);

    public CeleryRequest? Find(string? ticket) => _requests.Find(ticket);

    /// <summary>Takes our routing entry and reply list away, as far as the server still answers; every later command is refused.</summary>
    public async Task FarewellAsync()
    {
        Task<RespValue[]> gone;
        lock (_gate)
        {
            _left = true;
            // A late reply finds no entry then, and so makes no new list behind the DEL.
            gone = Commands.SendAsync(
                [
                    RedisCommand.Of("SREM", _names.ReplyBindingKey, _names.ReplyBinding(_oid)) with { Timeout = Farewell },
                    RedisCommand.Of("DEL", _names.ReplyListKey(_oid)) with { Timeout = Farewell },
                ],
                CancellationToken.None).AsTask();
        }

        // A fault: the server is gone, and the entries with it or until the next sweep.
        await ((Task)gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Says farewell and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Commands.Ended.IsCompleted)
        {
            // First the loop that pops: it would fail with the connection, and tell of it.
            await _replies.DisposeAsync();
            await FarewellAsync();
        }

        await _events.DisposeAsync();
        await _replies.DisposeAsync();
        await Commands.DisposeAsync();
    }

    private async Task<RedisFault> ReadRepliesAsync(Action<ReplyReading> onReply, CancellationToken cancellationToken)
    {
        // Several wait at the server, one behind the other: the replies of a whole fleet come in a stream instead of one a round trip.
        var pop = RedisCommand.BlockingPop(_names.ReplyListKey(_oid), Block) with { Timeout = (Block + Block) * PopsAhead };
        var popping = new Queue<Task<RespValue>>(PopsAhead);
        var ahead = PopsAhead;
        try
        {
            while (true)
            {
                while (popping.Count < ahead)
                {
                    popping.Enqueue(_replies.SendAsync(pop, cancellationToken).AsTask());
                }

                var popped = await popping.Dequeue();
                if (popped.IsError)
                {
                    return RedisFault.OfReply(_replies.Endpoint, "BRPOP", popped);
                }

                if (popped.Items is [_, var element])
                {
                    var reading = ReplyDecoder.Decode(element.Bytes.Span);
                    if (reading is ReplyReading.Message message)
                    {
                        _requests.Take(message.Reply);
                    }

                    onReply(reading);
                    // After a large one they come one by one; until then as many as were asked for ahead may be held.
                    ahead = element.Bytes.Length > LargeReply ? 1 : PopsAhead;
                    if (element.Bytes.Length > HugeReply)
                    {
                        // It leaves some 40 MB dead on the large object heap, which the collector by itself would let pile up under the next ones.
                        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    }
                }
            }
        }
        catch (RedisFault fault)
        {
            return fault;
        }
    }

    private async Task<Published> PublishAsync(
        ControlMethod method, Destination to, string ticket, string? replyTo, bool readRegistry, CancellationToken cancellationToken)
    {
        var encoding = ControlEncoder.Encode(new ControlRequest(method, to, ticket, replyTo), _names, Guid.NewGuid().ToString());
        if (encoding is not ControlEncoding.Payload payload)
        {
            throw new RedisFault(RedisFaultKind.ServerError, $"not sent: {((ControlEncoding.Refused)encoding).Why}");
        }

        List<RedisCommand> batch =
        [
            RedisCommand.Of("SADD", _names.ReplyBindingKey, _names.ReplyBinding(_oid)),
            RedisCommand.Of("PUBLISH", _names.ControlChannel, payload.Bytes),
        ];
        if (readRegistry)
        {
            batch.Add(RedisCommand.Of("SMEMBERS", _names.PidboxBindingKey));
        }

        ValueTask<RespValue[]> sent;
        lock (_gate)
        {
            // Its first command would write the routing entry again.
            sent = _left ? throw new RedisFault(RedisFaultKind.Closed, $"{Commands.Endpoint}: closed by this program") : Commands.SendAsync(batch, cancellationToken);
        }

        var replies = await sent;
        for (var i = 0; i < batch.Count; i++)
        {
            // The registry is only a hint; a least-privilege user may not read it (celery-redis §7.3).
            if (replies[i].IsError && batch[i].Name != "SMEMBERS")
            {
                throw RedisFault.OfReply(Commands.Endpoint, batch[i].Name, replies[i]);
            }
        }

        return new Published((int)(replies[1].Number ?? 0), readRegistry ? Registry(replies[^1]) : null);
    }

    private List<string>? Registry(RespValue members)
    {
        if (members.Kind != RespKind.Array)
        {
            return null;
        }

        var names = new List<string>();
        foreach (var member in members.Items)
        {
            if (_names.NodeOf(member.Text) is { } node)
            {
                names.Add(node);
            }
        }

        return names;
    }

    private static async Task DisposeOpenedAsync(Task[] opening)
    {
        foreach (var one in opening)
        {
            await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            switch (one)
            {
                case Task<RedisConnection> { IsCompletedSuccessfully: true } connection:
                    await connection.Result.DisposeAsync();
                    break;
                case Task<RedisSubscription> { IsCompletedSuccessfully: true } subscription:
                    await subscription.Result.DisposeAsync();
                    break;
            }
        }
    }
}
