using System.Buffers;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>
/// Listens on channels with a connection of its own. Messages are not queued: a slow handler leaves them in the socket and
/// then in the server, which cuts a client off when too many gather (celery-redis §8.6). When few come they are left there for a moment on purpose, and
/// several are read at once: most of what a lone message costs is waking up for it. It never reconnects.
/// </summary>
public sealed class RedisSubscription : IAsyncDisposable
{
    // Nobody misses a second of what is told every two.
    private static readonly TimeSpan Lull = TimeSpan.FromSeconds(1);

    // What was asked for with the connection comes at once.
    private static readonly TimeSpan Eager = TimeSpan.FromSeconds(10);

    private readonly RedisLink _link;
    private readonly RedisMessageHandler _handler;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<RedisFault> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _keepingAlive;

    private RedisSubscription(RedisLink link, RedisMessageHandler handler, TimeProvider time)
    {
        _link = link;
        _handler = handler;
        _time = time;
        _reading = Task.Run(ReadAllAsync);
        _keepingAlive = link.Endpoint.KeepAlive is { } interval
            ? RedisKeepAlive.RunAsync(link, time, interval, PingAsync, Fail, _stop.Token)
            : Task.CompletedTask;
    }

    public RedisEndpoint Endpoint => _link.Endpoint;

    /// <summary>Completes, never fails, with the reason as soon as nothing more will come.</summary>
    public Task<RedisFault> Ended => _ended.Task;

    /// <summary>Connects, subscribes and returns when the server has confirmed it all; messages may reach the handler before that.</summary>
    /// <param name="patterns">Glob patterns (PSUBSCRIBE); <see cref="RedisGlob.Escape"/> makes one of a plain name.</param>
    /// <param name="channels">Exact names (SUBSCRIBE).</param>
    /// <exception cref="RedisFault">Why that is not possible; a channel that is not granted is kind NoPermission.</exception>
    public static async Task<RedisSubscription> OpenAsync(
        RedisEndpoint endpoint,
        IReadOnlyList<string> patterns,
        IReadOnlyList<string> channels,
        RedisMessageHandler handler,
        TimeProvider time,
        CancellationToken token)
    {
        var link = await RedisLink.OpenAsync(endpoint, time, token);
        try
        {
            using var deadline = new CancellationTokenSource(endpoint.CommandTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
            await SubscribeAsync(link, patterns, channels, handler, both.Token);
        }
        catch (Exception failed)
        {
            await link.DisposeAsync();
            throw failed is OperationCanceledException && !token.IsCancellationRequested
                ? new RedisFault(RedisFaultKind.Timeout, $"{endpoint}: the subscription was not confirmed within {endpoint.CommandTimeout.TotalSeconds:0.#} s")
                : failed;
        }

        return new RedisSubscription(link, handler, time);
    }

    public async ValueTask DisposeAsync()
    {
        Fail(new RedisFault(RedisFaultKind.Closed, $"{Endpoint}: closed by this program"));
        await _reading;
        await _keepingAlive;
        _stop.Dispose();
    }

    // One command for each, so that a refusal names what was refused.
    private static async Task SubscribeAsync(
        RedisLink link, IReadOnlyList<string> patterns, IReadOnlyList<string> channels, RedisMessageHandler handler, CancellationToken token)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        List<string> asked = [.. patterns, .. channels];
        for (var i = 0; i < asked.Count; i++)
        {
            RespWriter.Write(bytes, RedisCommand.Of(Command(i), asked[i]));
        }

        await link.WriteAsync(bytes.WrittenMemory, token);
        for (var confirmed = 0; confirmed < asked.Count;)
        {
            var value = await link.ReadAsync(token);
            if (value.IsError)
            {
                throw RedisFault.OfReply(link.Endpoint, $"{Command(confirmed)} {asked[confirmed]}", value);
            }

            confirmed += Hand(value, handler) ? 0 : 1;
        }

        string Command(int place) => place < patterns.Count ? "PSUBSCRIBE" : "SUBSCRIBE";
    }

    // True when it was a message. Other pushes (confirmations, pongs) and refused pings need nothing.
    private static bool Hand(RespValue value, RedisMessageHandler handler)
    {
        var items = value.Items;
        if (items.Length == 4 && items[0].Bytes.Span.SequenceEqual("pmessage"u8))
        {
            handler(items[2].Bytes, items[3].Bytes);
            return true;
        }

        if (items.Length == 3 && items[0].Bytes.Span.SequenceEqual("message"u8))
        {
            handler(items[1].Bytes, items[2].Bytes);
            return true;
        }

        return false;
    }

    private async Task ReadAllAsync()
    {
        try
        {
            var start = _time.GetTimestamp();
            while (true)
            {
                if (_link.IsDrained && _time.GetElapsedTime(start) > Eager)
                {
                    _link.Hush(true);
                    await Task.Delay(Lull, _time, _stop.Token);
                    _link.Hush(false);
                }

                Hand(await _link.ReadAsync(_stop.Token), _handler);
            }
        }
        catch (RedisFault fault)
        {
            Fail(fault);
        }
        catch (OperationCanceledException)
        {
            // Only Fail cancels: the reason is known already.
        }
        catch (Exception bug)
        {
            // The handler's own: told to whoever waits for the end, and thrown from DisposeAsync.
            Fail(new RedisFault(RedisFaultKind.Closed, $"{Endpoint}: a message could not be handled ({bug.GetType().Name}); listening ended", bug));
            throw;
        }
        finally
        {
            await _link.DisposeAsync();
        }
    }

    private async Task PingAsync()
    {
        var bytes = new ArrayBufferWriter<byte>(32);
        RespWriter.Write(bytes, RedisCommand.Of("PING"));
        try
        {
            await _link.WriteAsync(bytes.WrittenMemory, _stop.Token);
        }
        catch (Exception failed) when (failed is RedisFault or OperationCanceledException)
        {
            // The reader ends with the reason.
        }
    }

    private void Fail(RedisFault fault)
    {
        if (_ended.TrySetResult(fault))
        {
            _stop.Cancel();
        }
    }
}
