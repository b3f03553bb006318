using WConsole.Drivers.Transports.Redis;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Redis;

/// <summary>The recipe of celery-redis §7.4.</summary>
public sealed class RedisTlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task The_right_authority_lets_in_and_messages_come_through()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Tls = true, Password = "pw-of-tls" });
        var endpoint = RedisEndpoints.Of(server);
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint, Token);
        Assert.Equal("PONG", (await connection.SendAsync(RedisCommand.Of("PING"), Token)).Text);
        var got = new TaskCompletionSource<string>();
        await using var subscription = await RedisSubscription.OpenAsync(
            endpoint, ["a*"], [], (channel, _) => got.TrySetResult(System.Text.Encoding.UTF8.GetString(channel.Span)), TimeProvider.System, Token);
        Assert.Equal(1, (await connection.SendAsync(RedisCommand.Of("PUBLISH", "ab", "x"), Token)).Number);
        Assert.Equal("ab", await got.Task.WaitAsync(Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_wrong_authority_a_wrong_name_and_a_missing_file_are_refused_with_the_reason()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Tls = true });
        var endpoint = RedisEndpoints.Of(server);
        await RefusedAsync(endpoint with { Tls = new RedisTls { AuthorityFile = server.Tls!.OtherAuthority } }, "is not trusted by");
        await RefusedAsync(endpoint with { Tls = new RedisTls() }, "the system's authorities");
        await RefusedAsync(endpoint with { Host = "localhost" }, "is not made out to localhost");
        await RefusedAsync(endpoint with { Tls = new RedisTls { AuthorityFile = "/nowhere/ca.crt" } }, "the CA file /nowhere/ca.crt cannot be used");
        await RefusedAsync(endpoint with { Tls = new RedisTls { AuthorityFile = server.Tls.ServerKey } }, "no certificate in PEM form");
    }

    [Fact(Timeout = 30_000)]
    public async Task The_checks_can_be_switched_off_one_by_one()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Tls = true });
        var endpoint = RedisEndpoints.Of(server);
        await using var anyName = await RedisEndpoints.ConnectAsync(endpoint with { Host = "localhost", Tls = endpoint.Tls! with { CheckHostname = false } }, Token);
        await using var anyone = await RedisEndpoints.ConnectAsync(endpoint with { Host = "localhost", Tls = new RedisTls { VerifyPeer = false } }, Token);
        Assert.Equal("PONG", (await anyone.SendAsync(RedisCommand.Of("PING"), Token)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_strict_server_takes_a_client_certificate_and_asks_for_one_otherwise()
    {
        await using var server = await RedisServer.StartAsync(Token, new RedisServerOptions { Tls = true, TlsAuthClients = "yes" });
        var endpoint = RedisEndpoints.Of(server);
        var files = server.Tls!;
        var own = endpoint.Tls! with { CertificateFile = files.ClientCertificate, KeyFile = files.ClientKey };
        await using var connection = await RedisEndpoints.ConnectAsync(endpoint with { Tls = own }, Token);
        Assert.Equal("PONG", (await connection.SendAsync(RedisCommand.Of("PING"), Token)).Text);
        await RefusedAsync(endpoint, "client certificate required?");
        await RefusedAsync(endpoint with { Tls = own with { KeyFile = files.ServerKey } }, "the client certificate");
    }

    [Fact(Timeout = 30_000)]
    public async Task Plain_to_tls_and_tls_to_plain_both_name_the_other_scheme()
    {
        await using var secure = await RedisServer.StartAsync(Token, new RedisServerOptions { Tls = true });
        var fault = await RedisEndpoints.RefusalAsync(RedisEndpoints.Of(secure) with { Tls = null }, Token);
        Assert.Contains("rediss://", fault.Message, StringComparison.Ordinal);
        await using var plain = await RedisServer.StartAsync(Token);
        var silent = RedisEndpoints.Of(plain) with { Tls = new RedisTls { VerifyPeer = false }, ConnectTimeout = TimeSpan.FromSeconds(1) };
        fault = await RedisEndpoints.RefusalAsync(silent, Token);
        Assert.Contains("has the server no TLS", fault.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(RedisEndpoint endpoint, string reason)
    {
        var fault = await RedisEndpoints.RefusalAsync(endpoint, Token);
        Assert.Equal((RedisFaultKind.TlsFailed, true), (fault.Kind, fault.Message.Contains(reason, StringComparison.Ordinal)));
    }
}
