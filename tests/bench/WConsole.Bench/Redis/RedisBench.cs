using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Redis;

/// <summary>
/// <c>redis [only NAME]</c>: the measurements of docs/adr/0001-redis-client.md. For each way to reach Redis: connect to first reply
/// (cold, in a process of its own; warm, median of 20), pub/sub receive rate, memory of a slow receiver, a 10 MB reply, and
/// recovery after a killed server.
/// </summary>
#pragma warning disable RS0030 // A loss is told on stderr.
internal static class RedisBench
{
    private const int Messages = 400_000;
    private const int SlowMessages = 200_000;

    private static readonly string[] Names = ["a stackexchange", "b relay+tls+acl", "c own", "c own+tls+acl"];

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        if (args is ["cold", var coldName, var coldPort, var coldTls, var authority])
        {
            return await ColdAsync(coldName, Number(coldPort), Number(coldTls), authority, output, token);
        }

        using var server = await BenchServer.StartAsync(token);
        await output.WriteLineAsync("way                cold ms  warm ms  msg/s     slow MB  10MB ms  noticed ms  recovered ms");
        foreach (var name in Names.Where(n => args is not ["only", var one] || n.StartsWith(one, StringComparison.Ordinal)))
        {
            Task<IBenchClient> ConnectAsync() => DialAsync(name, server.Port, server.TlsPort, server.Authority, token);
            try
            {
                var cold = await MedianOfColdStartsAsync(name, server, token);
                var warm = await WarmAsync(ConnectAsync, token);
                var rate = await RateAsync(ConnectAsync, server, token);
                var slow = await SlowReceiverAsync(ConnectAsync, server, token);
                var big = await BigReplyAsync(ConnectAsync, server, token);
                var (noticed, recovered) = await RecoveryAsync(ConnectAsync, server, token);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{name,-18} {cold,7:0.0} {warm,8:0.0} {rate,9:0} {slow,8:0.0} {big,8:0.0} {noticed,11:0.0} {recovered,13:0.0}"));
            }
            catch (Exception failed) when (failed is RedisFault or StackExchange.Redis.RedisException)
            {
                // One way that fails must not hide the others' numbers.
                await output.WriteLineAsync($"{name,-18} failed: {failed.Message}");
            }
        }

        return 0;
    }

    private static async Task<IBenchClient> DialAsync(string name, int port, int tlsPort, string authority, CancellationToken token)
    {
        var secure = new RedisEndpoint
        {
            Port = tlsPort,
            User = BenchServer.User,
            Password = BenchServer.Password,
            Tls = new RedisTls { AuthorityFile = authority },
        };
        return name[0] switch
        {
            'a' => await StackExchangeBenchClient.ConnectAsync(port, relay: null),
            'b' => await StackExchangeBenchClient.ConnectAsync(port, new RedisRelay(secure)),
            _ => await OwnBenchClient.ConnectAsync(name.EndsWith("acl", StringComparison.Ordinal) ? secure : new RedisEndpoint { Port = port }, token),
        };
    }

    // What a batch call pays: JIT, type loading and thread starts included, the runtime's own start excluded.
    private static async Task<int> ColdAsync(string name, int port, int tlsPort, string authority, TextWriter output, CancellationToken token)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var client = await DialAsync(name, port, tlsPort, authority, token);
        await client.PingAsync(token);
        await output.WriteLineAsync(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> MedianOfColdStartsAsync(string name, BenchServer server, CancellationToken token)
    {
        // Run as `dotnet X.dll` or by its own name.
        string[] self = Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "WConsole.Bench.dll")] : [];
        var times = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [.. self, "redis", "cold", name, $"{server.Port}", $"{server.TlsPort}", server.Authority])
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            times.Add(double.Parse(await process.StandardOutput.ReadToEndAsync(token), CultureInfo.InvariantCulture));
            await process.WaitForExitAsync(token);
        }

        return Median(times);
    }

    private static async Task<double> WarmAsync(Func<Task<IBenchClient>> connectAsync, CancellationToken token)
    {
        var times = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await using var client = await connectAsync();
            await client.PingAsync(token);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times[1..]);
    }

    private static async Task<double> RateAsync(Func<Task<IBenchClient>> connectAsync, BenchServer server, CancellationToken token)
    {
        await using var client = await connectAsync();
        var done = new TaskCompletionSource();
        var received = 0;
        await client.SubscribeAsync("/0.celeryev/*", Count, token);
        await using (var watch = await RedisConnection.ConnectAsync(new RedisEndpoint { Port = server.Port }, TimeProvider.System, token))
        {
            // StackExchange.Redis may return before the server knows of the subscription.
            while ((await watch.SendAsync(RedisCommand.Of("PUBSUB", "NUMPAT"), token)).Number != 1)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
            }
        }

        var start = TimeProvider.System.GetTimestamp();
        await PublishAsync(server, Messages, 400, token);
        await Task.WhenAny(done.Task, Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System, token));
        if (!done.Task.IsCompleted)
        {
            await Console.Error.WriteLineAsync($"only {received} of {Messages} messages came within 60 s");
            return double.NaN;
        }

        return Messages / TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        void Count(int length)
        {
            if (Interlocked.Increment(ref received) == Messages)
            {
                done.TrySetResult();
            }
        }
    }

    // The handler stands still while messages of 400 bytes come: what does this process hold of them?
    private static async Task<double> SlowReceiverAsync(Func<Task<IBenchClient>> connectAsync, BenchServer server, CancellationToken token)
    {
        using var gate = new ManualResetEventSlim();
        await using var client = await connectAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await client.SubscribeAsync("/0.celeryev/*", _ => gate.Wait(token), token);
        await PublishAsync(server, SlowMessages, 400, token);
        // Whatever the client takes off the socket it has taken when the server's buffer for it stops shrinking.
        await using var watch = await RedisConnection.ConnectAsync(new RedisEndpoint { Port = server.Port }, TimeProvider.System, token);
        for (string last = "", now = "x"; last != now;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, token);
            (last, now) = (now, string.Join(' ', (await watch.SendAsync(RedisCommand.Of("CLIENT", "LIST", "TYPE", "pubsub"), token)).Text.Split(' ').Where(f => f.StartsWith("omem=", StringComparison.Ordinal))));
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        gate.Set();
        return held / 1048576.0;
    }

    private static async Task<double> BigReplyAsync(Func<Task<IBenchClient>> connectAsync, BenchServer server, CancellationToken token)
    {
        await using (var setter = await RedisConnection.ConnectAsync(new RedisEndpoint { Port = server.Port }, TimeProvider.System, token))
        {
            await setter.SendAsync(RedisCommand.Of("SET", "big", new byte[10 << 20]), token);
        }

        await using var client = await connectAsync();
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            if (await client.GetBytesAsync("big", token) != 10 << 20)
            {
                throw new InvalidOperationException("the reply is not whole");
            }

            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(times[1..]);
    }

    // Noticed: kill to the first failed command. Recovered: server back to the first good reply; a client that does not
    // reconnect by itself is dialled anew every 50 ms.
    private static async Task<(double Noticed, double Recovered)> RecoveryAsync(Func<Task<IBenchClient>> connectAsync, BenchServer server, CancellationToken token)
    {
        var client = await connectAsync();
        await client.PingAsync(token);
        server.Kill();
        var killed = TimeProvider.System.GetTimestamp();
        while (await AnswersAsync(client, token))
        {
        }

        var noticed = TimeProvider.System.GetElapsedTime(killed).TotalMilliseconds;
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, token);
        await server.RestartAsync(token);
        var back = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(client, token))
        {
            if (client is OwnBenchClient)
            {
                await client.DisposeAsync();
                client = await connectAsync();
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
            }
        }

        var recovered = TimeProvider.System.GetElapsedTime(back).TotalMilliseconds;
        await client.DisposeAsync();
        return (noticed, recovered);
    }

    private static async Task<bool> AnswersAsync(IBenchClient client, CancellationToken token)
    {
        try
        {
            await client.PingAsync(token).WaitAsync(TimeSpan.FromSeconds(10), token);
            return true;
        }
        catch (Exception failed) when (failed is RedisFault or TimeoutException or StackExchange.Redis.RedisException)
        {
            return false;
        }
    }

    // Raw bytes written ahead, so that publishing costs this process little.
    private static async Task PublishAsync(BenchServer server, int count, int size, CancellationToken token)
    {
        const int Batch = 500;
        var bytes = new ArrayBufferWriter<byte>();
        for (var i = 0; i < Batch; i++)
        {
            RespWriter.Write(bytes, RedisCommand.Of("PUBLISH", "/0.celeryev/worker.heartbeat", new byte[size]));
        }

        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, server.Port, token);
        var stream = socket.GetStream();
        var replies = new byte[Batch * ":1\r\n".Length];
        for (var sent = 0; sent < count; sent += Batch)
        {
            await stream.WriteAsync(bytes.WrittenMemory, token);
            await stream.ReadExactlyAsync(replies, token);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
