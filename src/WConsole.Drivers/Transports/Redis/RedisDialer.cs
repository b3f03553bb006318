using System.Net;
using System.Net.Sockets;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>The bytes to and from a server, and the socket below them, which the stream closes.</summary>
internal sealed record RedisLine(Stream Stream, Socket Socket);

/// <summary>Opens the byte stream to a server: TCP, TLS or a unix socket.</summary>
internal static class RedisDialer
{
    /// <exception cref="RedisFault">Unreachable or TlsFailed.</exception>
    public static async Task<RedisLine> DialAsync(RedisEndpoint endpoint, CancellationToken token)
    {
        var address = endpoint.SocketPath is null ? DottedQuad.Of(endpoint.Host) : null;
        var socket = address is not null ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : endpoint.SocketPath is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (endpoint.SocketPath is not null)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.SocketPath), token);
            }
            else
            {
                // The kernel finds a peer that vanished without a word within about 25 s, also when nothing is asked.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
                await (address is null ? socket.ConnectAsync(endpoint.Host, endpoint.Port, token) : socket.ConnectAsync(new IPEndPoint(address, endpoint.Port), token));
            }
        }
        catch (Exception failed)
        {
            socket.Dispose();
            // ArgumentException: a socket path longer than the system allows.
            throw failed is SocketException or ArgumentException ? Unreachable(endpoint, failed) : failed;
        }

        var stream = new NetworkStream(socket, ownsSocket: true);
        return new RedisLine(endpoint is { Tls: { } tls, SocketPath: null } ? await RedisTlsHandshake.RunAsync(stream, endpoint, tls, token) : stream, socket);
    }

    private static RedisFault Unreachable(RedisEndpoint endpoint, Exception failed)
    {
        var why = (failed as SocketException)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when endpoint.SocketPath is not null => "nobody listens on the socket: is redis-server running?",
            SocketError.ConnectionRefused => "connection refused: is redis-server running there, and is the port right?",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name is not known: check it, or the name service",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route to the host",
            SocketError.AccessDenied => "permission denied: may this user use the socket?",
            _ when endpoint.SocketPath is { } path && !File.Exists(path) => "there is no such socket: check the path, and redis.conf's unixsocket",
            _ => failed.Message,
        };
        return new RedisFault(RedisFaultKind.Unreachable, $"{endpoint}: {why}", failed);
    }
}
