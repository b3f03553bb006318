using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>A logged-in byte stream with the codec on it: one reader and one writer at a time. No queue, no background work.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    // sys/socket.h
    private const int SolSocket = 1;
    private const int SoRcvLowat = 18;

    // Bytes. A flood must come through meanwhile; the server holds much more for a client that does not read (celery-redis §8.6).
    private const int Many = 64 << 10;

    private readonly Stream _stream;
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly RespReader _reader;
    private readonly byte[] _buffer = new byte[32 << 10];
    private int _start;
    private int _end;
    private bool _anyReply;
    private long _lastReceived;

    private RedisLink(RedisEndpoint endpoint, RedisLine dialled, TimeProvider time)
    {
        Endpoint = endpoint;
        (_stream, _socket) = dialled;
        _time = time;
        _reader = new RespReader(endpoint.Limits);
        _lastReceived = time.GetTimestamp();
    }

    public RedisEndpoint Endpoint { get; }

    /// <summary>Timestamp of the last bytes from the server.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>True when everything that was read is taken, and it was so little that no more is likely to wait.</summary>
    public bool IsDrained => _start == _end && _end < _buffer.Length / 2;

    /// <summary>Dials and logs in, within the endpoint's connect time-out.</summary>
    /// <exception cref="RedisFault">Why not.</exception>
    public static async Task<RedisLink> OpenAsync(RedisEndpoint endpoint, TimeProvider time, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(endpoint.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        RedisLink? link = null;
        try
        {
            link = new RedisLink(endpoint, await RedisDialer.DialAsync(endpoint, both.Token), time);
            await link.LogInAsync(both.Token);
            return link;
        }
        catch (Exception failed)
        {
            if (link is not null)
            {
                await link.DisposeAsync();
            }

            if (failed is OperationCanceledException && !token.IsCancellationRequested)
            {
                // A server without TLS reads the handshake's bytes as the beginning of a line and waits for its end.
                var noTls = endpoint is { Tls: not null, SocketPath: null } ? ", or has the server no TLS (redis:// then)?" : "?";
                throw new RedisFault(
                    RedisFaultKind.Unreachable,
                    $"{endpoint}: no answer within {endpoint.ConnectTimeout.TotalSeconds:0.#} s: is the host right, does a firewall drop the packets{noTls}");
            }

            throw;
        }
    }

    /// <summary>The next reply.</summary>
    /// <exception cref="RedisFault">The connection is over.</exception>
    public async ValueTask<RespValue> ReadAsync(CancellationToken token)
    {
        while (true)
        {
            if (TryTake(out var value))
            {
                return value;
            }

            int count;
            try
            {
                count = await _stream.ReadAsync(_buffer, token);
            }
            catch (Exception failed) when (IsBroken(failed))
            {
                throw Broken(failed);
            }

            if (count == 0)
            {
                throw Broken(null);
            }

            Volatile.Write(ref _lastReceived, _time.GetTimestamp());
            (_start, _end) = (0, count);
        }
    }

    /// <exception cref="RedisFault">The connection is over.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        try
        {
            await _stream.WriteAsync(bytes, token);
        }
        catch (Exception failed) when (IsBroken(failed))
        {
            throw Broken(failed);
        }
    }

    /// <summary>
    /// While nobody reads on purpose: the system then wakes this process for many bytes and for the end, not for each packet. To be taken back before
    /// anybody reads.
    /// </summary>
    public void Hush(bool hushed)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                Span<byte> bytes = stackalloc byte[sizeof(int)];
                MemoryMarshal.Write(bytes, hushed ? Many : 1);
                _socket.SetRawSocketOption(SolSocket, SoRcvLowat, bytes);
            }
            catch (Exception closed) when (IsBroken(closed))
            {
                // Whoever reads next is told.
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private bool TryTake(out RespValue value)
    {
        ReadOnlySpan<byte> input = _buffer.AsSpan(_start, _end - _start);
        var step = _reader.Read(ref input, out value);
        _start = _end - input.Length;
        if (step == RespStep.Fault)
        {
            throw new RedisFault(RedisFaultKind.Protocol, $"{Endpoint}: {Misspoken()} (it sent {_reader.Fault})");
        }

        _anyReply |= step == RespStep.Value;
        return step == RespStep.Value;
    }

    private string Misspoken() => (_anyReply, Endpoint.Tls) switch
    {
        (true, _) => "the reply cannot be taken, connection given up",
        (false, null) => "this is no Redis server, or one that wants TLS (rediss:// then): check host and port",
        (false, _) => "this is no Redis server: check host and port",
    };

    // One round trip for all three. SELECT only when needed: a least-privilege user may not even SELECT 0 (celery-redis §7.3).
    private async Task LogInAsync(CancellationToken token)
    {
        List<RedisCommand> commands = [];
        if (Endpoint.User is not null || Endpoint.Password is not null)
        {
            commands.Add(Endpoint.User is { } user ? RedisCommand.Of("AUTH", user, Endpoint.Password ?? "") : RedisCommand.Of("AUTH", Endpoint.Password!));
        }

        if (Endpoint.Database != 0)
        {
            commands.Add(RedisCommand.Of("SELECT", Endpoint.Database));
        }

        commands.Add(RedisCommand.Of("CLIENT", "SETNAME", Endpoint.ClientName));
        var bytes = new ArrayBufferWriter<byte>(256);
        foreach (var command in commands)
        {
            RespWriter.Write(bytes, command);
        }

        // A server without a free slot says so and closes; writing may fail before its word is read.
        RedisFault? unsent = null;
        try
        {
            await WriteAsync(bytes.WrittenMemory, token);
        }
        catch (RedisFault fault)
        {
            unsent = fault;
        }

        foreach (var command in commands)
        {
            var reply = await ReadAsync(token);
            if (reply.IsError && RedisFault.OfReply(Endpoint, command.Name, reply) is var refused && !Tolerable(command, refused))
            {
                throw refused;
            }
        }

        if (unsent is not null)
        {
            throw unsent;
        }
    }

    private static bool Tolerable(RedisCommand command, RedisFault refused) =>
        command.Name == "CLIENT" && refused.Kind is RedisFaultKind.NoPermission or RedisFaultKind.ServerError or RedisFaultKind.Loading;

    private static bool IsBroken(Exception failed) => failed is IOException or SocketException or ObjectDisposedException or AuthenticationException;

    private RedisFault Broken(Exception? cause)
    {
        if (_anyReply)
        {
            return new RedisFault(RedisFaultKind.Closed, $"{Endpoint}: the connection broke: redis-server ended, cut this client off, or the network failed", cause);
        }

        // A strict server lets the handshake pass and then hangs up (celery-redis §7.4).
        return (Endpoint.SocketPath, Endpoint.Tls) switch
        {
            (null, { CertificateFile: null }) => new RedisFault(
                RedisFaultKind.TlsFailed, $"{Endpoint}: it hung up after the TLS handshake: client certificate required? (ssl_certfile, ssl_keyfile)", cause),
            (null, { }) => new RedisFault(
                RedisFaultKind.TlsFailed, $"{Endpoint}: it hung up after the TLS handshake: does it trust the client certificate?", cause),
            _ => new RedisFault(RedisFaultKind.Closed, $"{Endpoint}: it hung up before its first reply: does it want TLS (rediss:// then)?", cause),
        };
    }
}
