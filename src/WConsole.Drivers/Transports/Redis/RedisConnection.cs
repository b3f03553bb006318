using System.Buffers;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>
/// One connection for commands, pipelined: replies come in the order of the commands. It never reconnects: when it ends,
/// every waiting and every later command fails with the same <see cref="RedisFault"/>, and <see cref="Ended"/> tells it.
/// May be used from several threads.
/// </summary>
public sealed class RedisConnection : IAsyncDisposable
{
    // Far above what a console asks at once; reached only when the server takes nothing more.
    private const int MaxOutstanding = 10_000;
    private const int MaxUnsentBytes = 16 << 20;

    private readonly RedisLink _link;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<RespValue>> _waiting = new();
    private readonly TaskCompletionSource<RedisFault> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _keepingAlive;
    private ArrayBufferWriter<byte> _unsent = new(256);
    private ArrayBufferWriter<byte> _sending = new(256);
    private Task _flushing = Task.CompletedTask;
    private bool _isFlushing;
    private RedisFault? _fault;

    private RedisConnection(RedisLink link, TimeProvider time)
    {
        _link = link;
        _time = time;
        _reading = Task.Run(ReadAllAsync);
        _keepingAlive = link.Endpoint.KeepAlive is { } interval
            ? RedisKeepAlive.RunAsync(link, time, interval, PingAsync, Fail, _stop.Token)
            : Task.CompletedTask;
    }

    public RedisEndpoint Endpoint => _link.Endpoint;

    /// <summary>Completes, never fails, with the reason as soon as the connection is over.</summary>
    public Task<RedisFault> Ended => _ended.Task;

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="RedisFault">Why that is not possible.</exception>
    public static async Task<RedisConnection> ConnectAsync(RedisEndpoint endpoint, TimeProvider time, CancellationToken token) =>
        new(await RedisLink.OpenAsync(endpoint, time, token), time);

    /// <summary>Sends one command and waits for its reply; an error reply is a value (<see cref="RedisFault.OfReply"/> explains it).</summary>
    /// <exception cref="RedisFault">The connection is over, or the deadline passed (kind Timeout: the late reply is dropped, the connection goes on).</exception>
    public async ValueTask<RespValue> SendAsync(RedisCommand command, CancellationToken token) =>
        await AwaitAsync(Enqueue([command])[0], command, token);

    /// <summary>Sends several commands in one write, nothing of anybody else's between them.</summary>
    /// <returns>Their replies in order; the longest of their deadlines holds for all.</returns>
    /// <exception cref="RedisFault">As for a single command.</exception>
    public async ValueTask<RespValue[]> SendAsync(IReadOnlyList<RedisCommand> batch, CancellationToken token)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        var replies = Enqueue(batch);
        var slowest = batch.MaxBy(Deadline)!;
        return await AwaitAsync(Task.WhenAll(replies), slowest, token);
    }

    public async ValueTask DisposeAsync()
    {
        Fail(new RedisFault(RedisFaultKind.Closed, $"{Endpoint}: closed by this program"));
        await _reading;
        await _keepingAlive;
        Task flushing;
        lock (_gate)
        {
            flushing = _flushing;
        }

        await flushing;
        _stop.Dispose();
    }

    private TimeSpan Deadline(RedisCommand command) => command.Timeout ?? Endpoint.CommandTimeout;

    private async ValueTask<T> AwaitAsync<T>(Task<T> reply, RedisCommand command, CancellationToken token)
    {
        try
        {
            return await reply.WaitAsync(Deadline(command), _time, token);
        }
        catch (TimeoutException)
        {
            throw new RedisFault(RedisFaultKind.Timeout, $"{Endpoint}: {command} was not answered within {Deadline(command).TotalSeconds:0.#} s: is the server busy or stopped?");
        }
    }

    private Task<RespValue>[] Enqueue(IReadOnlyList<RedisCommand> batch)
    {
        var replies = new Task<RespValue>[batch.Count];
        lock (_gate)
        {
            if (_fault is null && (_waiting.Count + batch.Count > MaxOutstanding || _unsent.WrittenCount > MaxUnsentBytes))
            {
                throw new RedisFault(RedisFaultKind.Timeout, $"{Endpoint}: {_waiting.Count} commands wait for an answer, no more are taken: is the server stopped?");
            }

            if (_fault is { } fault)
            {
                throw new RedisFault(fault.Kind, fault.Message, fault);
            }

            for (var i = 0; i < replies.Length; i++)
            {
                var waiter = new TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(waiter);
                replies[i] = waiter.Task;
                RespWriter.Write(_unsent, batch[i]);
            }

            if (!_isFlushing)
            {
                _isFlushing = true;
                _flushing = FlushAsync();
            }
        }

        return replies;
    }

    // One at a time; what is asked for meanwhile goes out together with the next write.
    private async Task FlushAsync()
    {
        // Leaves the caller's lock before anything is written.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            lock (_gate)
            {
                if (_unsent.WrittenCount == 0 || _fault is not null)
                {
                    _isFlushing = false;
                    return;
                }

                (_unsent, _sending) = (_sending, _unsent);
            }

            try
            {
                await _link.WriteAsync(_sending.WrittenMemory, _stop.Token);
            }
            catch (Exception failed) when (failed is RedisFault or OperationCanceledException)
            {
                // The reader may still find the server's last words, which say more than a broken pipe; it ends by itself.
                lock (_gate)
                {
                    _isFlushing = false;
                }

                return;
            }

            _sending.ResetWrittenCount();
            if (_sending.Capacity > 1 << 20)
            {
                _sending = new ArrayBufferWriter<byte>(256);
            }
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                var value = await _link.ReadAsync(_stop.Token);
                TaskCompletionSource<RespValue>? waiter;
                lock (_gate)
                {
                    _waiting.TryDequeue(out waiter);
                }

                if (waiter is null)
                {
                    throw value.IsError
                        ? RedisFault.OfReply(Endpoint, "the connection", value)
                        : new RedisFault(RedisFaultKind.Protocol, $"{Endpoint}: it sent a reply nobody asked for, connection given up");
                }

                waiter.TrySetResult(value);
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

        await _link.DisposeAsync();
    }

    private async Task PingAsync()
    {
        try
        {
            await SendAsync(RedisCommand.Of("PING") with { Timeout = Endpoint.KeepAlive }, _stop.Token);
        }
        catch (Exception failed) when (failed is RedisFault or OperationCanceledException)
        {
            // The caller looks at what was received, whatever it was.
        }
    }

    private void Fail(RedisFault fault)
    {
        TaskCompletionSource<RespValue>[] waiting;
        lock (_gate)
        {
            if (_fault is not null)
            {
                return;
            }

            _fault = fault;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var waiter in waiting)
        {
            waiter.TrySetException(fault);
            // Seen here: a caller that gave up waiting never looks at it.
            _ = waiter.Task.Exception;
        }

        _ended.TrySetResult(fault);
        _stop.Cancel();
    }
}
