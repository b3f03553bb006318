using System.Net;
using System.Net.Sockets;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Redis;

/// <summary>
/// (b) the prototype: an in-process relay that dials, does TLS and logs in by user and password, then copies bytes. Its loopback port
/// admits only connections whose local end is a socket of this very process: any other user of the host could dial it.
/// </summary>
internal sealed class RedisRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly RedisEndpoint _upstream;
    private readonly Task _accepting;

    public RedisRelay(RedisEndpoint upstream)
    {
        _upstream = upstream;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> pumps = [];
        try
        {
            while (true)
            {
                pumps.Add(PumpAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket accepted)
    {
        await using var client = new NetworkStream(accepted, ownsSocket: true);
        accepted.NoDelay = true;
        if (!IsOurs((IPEndPoint)accepted.RemoteEndPoint!))
        {
            return;
        }

        try
        {
            var (server, _) = await RedisDialer.DialAsync(_upstream, _stop.Token);
            await using var upstream = server;
            await server.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"AUTH {_upstream.User} {_upstream.Password}\r\n"), _stop.Token);
            await server.ReadExactlyAsync(new byte["+OK\r\n".Length], _stop.Token);
            await Task.WhenAny(client.CopyToAsync(server, _stop.Token), server.CopyToAsync(client, _stop.Token));
        }
        catch (Exception ended) when (ended is RedisFault or IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The copy that is still running ends with its streams.
        }
    }

    // /proc/net/tcp maps the peer's port to an inode, /proc/self/fd says whether that socket is ours.
    private static bool IsOurs(IPEndPoint peer)
    {
        var local = $"0100007F:{peer.Port:X4}";
        foreach (var table in (string[])["/proc/self/net/tcp", "/proc/self/net/tcp6"])
        {
            foreach (var line in File.ReadLines(table))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[1].EndsWith(local, StringComparison.Ordinal))
                {
                    var target = $"socket:[{fields[9]}]";
                    return Directory.EnumerateFiles("/proc/self/fd").Any(fd => new FileInfo(fd).LinkTarget == target);
                }
            }
        }

        return false;
    }
}
