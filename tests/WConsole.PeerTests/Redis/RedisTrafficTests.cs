using System.Text;
using WConsole.Drivers.Transports.Redis;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Redis;

/// <summary>Commands, blocking pops, messages, and servers that go away.</summary>
public sealed class RedisTrafficTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Thousands_of_commands_from_several_threads_get_their_own_replies()
    {
        await using var server = await RedisServer.StartAsync(Token);
        await using var connection = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server), Token);
        await Parallel.ForAsync(0, 4000, Token, async (i, token) =>
            Assert.Equal($"v{i}", (await connection.SendAsync(RedisCommand.Of("ECHO", $"v{i}"), token)).Text));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_blocking_pop_gets_what_is_pushed_later_and_null_at_its_end()
    {
        await using var server = await RedisServer.StartAsync(Token);
        await using var popping = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server), Token);
        await using var pushing = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server), Token);
        var pop = popping.SendAsync(RedisCommand.BlockingPop("list", TimeSpan.FromSeconds(20)), Token).AsTask();
        await Until.TrueAsync(
            async () => (await pushing.SendAsync(RedisCommand.Of("INFO", "clients"), Token)).Text.Contains("blocked_clients:1", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10), () => "no client is blocked", Token);
        await pushing.SendAsync(RedisCommand.Of("LPUSH", "list", "late"), Token);
        Assert.Equal(["list", "late"], (await pop).Items.ToArray().Select(i => i.Text));
        Assert.True((await popping.SendAsync(RedisCommand.BlockingPop("list", TimeSpan.FromSeconds(1)), Token)).IsNull);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_ten_megabyte_reply_arrives_whole_and_one_over_the_limit_ends_the_connection()
    {
        await using var server = await RedisServer.StartAsync(Token);
        var endpoint = RedisEndpoints.Of(server);
        var big = new byte[10 << 20];
        new Random(7).NextBytes(big);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        Assert.False((await connection.SendAsync(RedisCommand.Of("SET", "big", big), Token)).IsError);
        Assert.Equal(big, (await connection.SendAsync(RedisCommand.Of("GET", "big"), Token)).Bytes.ToArray());

        await using var strict = await RedisEndpoints.ConnectAsync(endpoint with { Limits = new RespLimits { MaxBulkBytes = 1 << 20 } }, Token);
        var fault = await Assert.ThrowsAsync<RedisFault>(async () => await strict.SendAsync(RedisCommand.Of("GET", "big"), Token));
        Assert.Equal(RedisFaultKind.Protocol, fault.Kind);
        Assert.Contains("the limit is 1048576", fault.Message, StringComparison.Ordinal);
        Assert.Same(fault, await strict.Ended);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_killed_server_fails_everything_that_waits_within_a_tenth_of_a_second()
    {
        await using var server = await RedisServer.StartAsync(Token);
        var endpoint = RedisEndpoints.Of(server);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        await using var subscription = await RedisSubscription.OpenAsync(endpoint, ["*"], [], (_, _) => { }, TimeProvider.System, Token);
        var waiting = connection.SendAsync(RedisCommand.BlockingPop("list", TimeSpan.FromSeconds(25)), Token).AsTask();
        Assert.Equal("PONG", await server.CliAsync(Token, "PING"));
        await server.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        var fault = await Assert.ThrowsAsync<RedisFault>(() => waiting);
        await subscription.Ended.WaitAsync(Token);
        var noticed = TimeProvider.System.GetElapsedTime(killed);
        Assert.Equal((RedisFaultKind.Closed, RedisFaultKind.Closed), (fault.Kind, (await subscription.Ended).Kind));
        Assert.InRange(noticed.TotalMilliseconds, 0, 100);
        var later = await Assert.ThrowsAsync<RedisFault>(async () => await connection.SendAsync(RedisCommand.Of("PING"), Token));
        Assert.Equal(RedisFaultKind.Closed, later.Kind);

        await server.RestartAsync(Token);
        await using var again = await RedisEndpoints.ConnectAsync(endpoint, Token);
        Assert.Equal("PONG", (await again.SendAsync(RedisCommand.Of("PING"), Token)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stopped_server_is_a_timeout_and_the_late_reply_disturbs_nobody()
    {
        await using var server = await RedisServer.StartAsync(Token);
        await using var connection = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server), Token);
        await server.CliAsync(Token, "CLIENT", "PAUSE", "700", "ALL");
        var fault = await Assert.ThrowsAsync<RedisFault>(
            async () => await connection.SendAsync(RedisCommand.Of("ECHO", "late") with { Timeout = TimeSpan.FromMilliseconds(100) }, Token));
        Assert.Equal(RedisFaultKind.Timeout, fault.Kind);
        Assert.Equal("next", (await connection.SendAsync(RedisCommand.Of("ECHO", "next"), Token)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_silent_for_two_keep_alives_is_given_up()
    {
        await using var server = await RedisServer.StartAsync(Token);
        var endpoint = RedisEndpoints.Of(server) with { KeepAlive = TimeSpan.FromMilliseconds(200) };
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        await using var subscription = await RedisSubscription.OpenAsync(endpoint, ["*"], [], (_, _) => { }, TimeProvider.System, Token);
        await server.CliAsync(Token, "CLIENT", "PAUSE", "20000", "ALL");
        Assert.Equal(RedisFaultKind.Timeout, (await connection.Ended.WaitAsync(Token)).Kind);
        Assert.Equal(RedisFaultKind.Timeout, (await subscription.Ended.WaitAsync(Token)).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_message_arrives_in_order_with_its_channel_and_bytes()
    {
        await using var server = await RedisServer.StartAsync(Token);
        var endpoint = RedisEndpoints.Of(server);
        List<string> seen = [];
        var done = new TaskCompletionSource();
        await using var subscription = await RedisSubscription.OpenAsync(
            endpoint,
            [RedisGlob.Escape("pre[1]*-") + "*"],
            ["exact"],
            (channel, payload) =>
            {
                seen.Add($"{Encoding.UTF8.GetString(channel.Span)}={Encoding.Latin1.GetString(payload.Span)}");
                if (payload.Span.SequenceEqual("end"u8))
                {
                    done.TrySetResult();
                }
            },
            TimeProvider.System,
            Token);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        var batch = Enumerable.Range(0, 2000).Select(i => RedisCommand.Of("PUBLISH", "pre[1]*-x", new byte[] { (byte)(i >> 8), (byte)i })).ToArray();
        Assert.All(await connection.SendAsync(batch, Token), reply => Assert.Equal(1, reply.Number));
        Assert.Equal(0, (await connection.SendAsync(RedisCommand.Of("PUBLISH", "pre1x-x", "not for us"), Token)).Number);
        await connection.SendAsync(RedisCommand.Of("PUBLISH", "exact", "end"), Token);
        await done.Task.WaitAsync(Token);
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"pre[1]*-x={(char)(i >> 8)}{(char)(byte)i}").Append("exact=end"), seen);
    }

    // Not reading is the back-pressure: Redis holds what it must, then cuts the slow client off, and our memory stays flat.
    [Fact(Timeout = 60_000)]
    public async Task A_handler_that_never_returns_costs_the_server_memory_and_not_us()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Extra = ["--client-output-buffer-limit", "pubsub 4mb 4mb 1"] });
        var endpoint = RedisEndpoints.Of(server);
        using var gate = new ManualResetEventSlim();
        var handled = 0;
        await using var subscription = await RedisSubscription.OpenAsync(
            endpoint, ["*"], [], (_, _) => { gate.Wait(TimeSpan.FromSeconds(30)); handled++; }, TimeProvider.System, Token);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        var payload = new byte[100_000];
        var receivers = 1L;
        for (var i = 0; i < 1000 && receivers == 1; i++)
        {
            receivers = (await connection.SendAsync(RedisCommand.Of("PUBLISH", "c", payload), Token)).Number!.Value;
        }

        Assert.Equal(0, receivers);
        Assert.Equal(0, handled);
        gate.Set();
        Assert.Equal(RedisFaultKind.Closed, (await subscription.Ended.WaitAsync(Token)).Kind);
        Assert.InRange(handled, 1, 1000);
    }
}
