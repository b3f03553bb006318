using WConsole.Drivers.Transports.Redis;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Redis;

/// <summary>Ways in and refusals, against a real server.</summary>
public sealed class RedisLoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Plain_tcp_answers_and_the_client_has_its_name()
    {
        await using var server = await RedisServer.StartAsync(Token);
        await using var connection = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server), Token);
        Assert.Equal("PONG", (await connection.SendAsync(RedisCommand.Of("PING"), Token)).Text);
        Assert.Contains("name=wconsole", await server.CliAsync(Token, "CLIENT", "LIST"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_password_lets_in_and_without_it_or_with_a_wrong_one_the_line_says_so()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Password = "p@ss w" });
        var endpoint = RedisEndpoints.Of(server);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        Assert.Equal("PONG", (await connection.SendAsync(RedisCommand.Of("PING"), Token)).Text);

        var missing = await RedisEndpoints.RefusalAsync(endpoint with { Password = null }, Token);
        Assert.Equal(RedisFaultKind.AuthFailed, missing.Kind);
        Assert.Contains("needs a password", missing.Message, StringComparison.Ordinal);
        var wrong = await RedisEndpoints.RefusalAsync(endpoint with { Password = "guess-one" }, Token);
        Assert.Equal(RedisFaultKind.AuthFailed, wrong.Kind);
        Assert.Contains("is wrong", wrong.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_password_where_none_is_set_is_said_to_be_too_much()
    {
        await using var server = await RedisServer.StartAsync(Token);
        var fault = await RedisEndpoints.RefusalAsync(RedisEndpoints.Of(server) with { Password = "too-much" }, Token);
        Assert.Equal(RedisFaultKind.AuthFailed, fault.Kind);
        Assert.Contains("has no password", fault.Message, StringComparison.Ordinal);
    }

    // The least privilege of celery-redis §7.3, with the two bytes raw as an ACL file needs them.
    [Fact(Timeout = 30_000)]
    public async Task The_least_privileged_acl_user_can_do_what_a_console_does_and_is_told_what_it_may_not()
    {
        const string Acl = "user default off\nuser wconsole on >secret resetkeys resetchannels -@all +publish +sadd +srem +brpop +del +psubscribe +llen"
            + " +lrange +hlen &/0.celery.pidbox &/0.celeryev/* ~_kombu.binding.reply.celery.pidbox ~wconsole-*.reply.celery.pidbox"
            + " %R~celery %R~celery\u0006\u0016* %R~unacked\n";
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { AclFile = Acl });
        var endpoint = RedisEndpoints.Of(server) with { User = "wconsole", Password = "secret" };
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        var replies = await connection.SendAsync(
            [
                RedisCommand.Of("SADD", "_kombu.binding.reply.celery.pidbox", "wconsole-1\u0006\u0016\u0006\u0016wconsole-1.reply.celery.pidbox"),
                RedisCommand.Of("PUBLISH", "/0.celery.pidbox", "{}"),
                RedisCommand.Of("LLEN", "celery\u0006\u00163"),
            ],
            Token);
        Assert.Equal([1, 0, 0], replies.Select(r => r.Number));

        var ping = await connection.SendAsync(RedisCommand.Of("PING"), Token);
        Assert.Equal(RedisFaultKind.NoPermission, RedisFault.OfReply(endpoint, "PING", ping).Kind);
        await using var events = await RedisSubscription.OpenAsync(endpoint, ["/0.celeryev/*"], [], (_, _) => { }, TimeProvider.System, Token);
        var wider = await Assert.ThrowsAsync<RedisFault>(
            () => RedisSubscription.OpenAsync(endpoint, ["/0.*"], [], (_, _) => { }, TimeProvider.System, Token));
        Assert.Equal(RedisFaultKind.NoPermission, wider.Kind);
        Assert.Contains("PSUBSCRIBE /0.*", wider.Message, StringComparison.Ordinal);
        var select = await RedisEndpoints.RefusalAsync(endpoint with { Database = 3 }, Token);
        Assert.Equal(RedisFaultKind.NoPermission, select.Kind);
        Assert.Contains("+select", select.Message, StringComparison.Ordinal);
        var unknown = await RedisEndpoints.RefusalAsync(endpoint with { User = "nobody" }, Token);
        Assert.Contains("user nobody", unknown.Message, StringComparison.Ordinal);
    }

    // Keep-alive asks with PING, which that user may not: the refusal is a sign of life all the same.
    [Fact(Timeout = 30_000)]
    public async Task A_refused_ping_keeps_a_connection_alive()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { AclFile = "user default off\nuser u on >pw-of-u -@all +llen ~* &*\n" });
        var endpoint = RedisEndpoints.Of(server) with { User = "u", Password = "pw-of-u", KeepAlive = TimeSpan.FromMilliseconds(50) };
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        // Ten intervals: five PINGs at least were refused.
        await Task.WhenAny(connection.Ended, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token));
        Assert.False(connection.Ended.IsCompleted);
        Assert.Equal(0, (await connection.SendAsync(RedisCommand.Of("LLEN", "celery"), Token)).Number);
    }

    [Fact(Timeout = 30_000)]
    public async Task Another_database_is_selected_and_one_that_is_not_there_is_named()
    {
        await using var server = await RedisServer.StartAsync(Token);
        await using var connection = await RedisEndpoints.ConnectAsync(RedisEndpoints.Of(server) with { Database = 3 }, Token);
        await connection.SendAsync(RedisCommand.Of("SET", "key", "three"), Token);
        Assert.Equal("three", await server.CliAsync(3, Token, "GET", "key"));
        Assert.Equal("", await server.CliAsync(0, Token, "GET", "key"));
        var fault = await RedisEndpoints.RefusalAsync(RedisEndpoints.Of(server) with { Database = 99 }, Token);
        Assert.Contains("no database 99", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_unix_socket_works_and_a_missing_one_is_named()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { UnixSocket = true, Password = "pw-of-socket" });
        var endpoint = RedisEndpoints.Of(server) with { SocketPath = server.SocketPath, Port = 1, Database = 2 };
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        Assert.Equal("PONG", (await connection.SendAsync(RedisCommand.Of("PING"), Token)).Text);
        var fault = await RedisEndpoints.RefusalAsync(endpoint with { SocketPath = server.SocketPath + "x" }, Token);
        Assert.Equal(RedisFaultKind.Unreachable, fault.Kind);
        Assert.Contains("no such socket", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_unreachable_server_is_one_line()
    {
        var refused = await RedisEndpoints.RefusalAsync(new RedisEndpoint { Port = Ports.Free() }, Token);
        Assert.Equal(RedisFaultKind.Unreachable, refused.Kind);
        Assert.Contains("connection refused", refused.Message, StringComparison.Ordinal);
        var unknown = await RedisEndpoints.RefusalAsync(new RedisEndpoint { Host = "no-such-host.invalid", ConnectTimeout = TimeSpan.FromSeconds(20) }, Token);
        Assert.Equal(RedisFaultKind.Unreachable, unknown.Kind);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_port_where_nobody_answers_is_given_up_in_time()
    {
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start();
        var port = ((System.Net.IPEndPoint)mute.LocalEndpoint).Port;
        var fault = await RedisEndpoints.RefusalAsync(new RedisEndpoint { Port = port, ConnectTimeout = TimeSpan.FromMilliseconds(300) }, Token);
        Assert.Equal(RedisFaultKind.Unreachable, fault.Kind);
        Assert.Contains("no answer within 0.3 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_full_server_says_that_its_slots_are_taken()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Extra = ["--maxclients", "2"] });
        var endpoint = RedisEndpoints.Of(server);
        await using var first = await RedisEndpoints.ConnectAsync(endpoint, Token);
        await using var second = await RedisEndpoints.ConnectAsync(endpoint, Token);
        var fault = await RedisEndpoints.RefusalAsync(endpoint, Token);
        Assert.Equal(RedisFaultKind.MaxClients, fault.Kind);
        Assert.Contains("maxclients", fault.Message, StringComparison.Ordinal);
    }
}
