using WConsole.Drivers.Transports.Redis;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Redis;

/// <summary>How our client reaches a test's server.</summary>
internal static class RedisEndpoints
{
    public static RedisEndpoint Of(RedisServer server) => new()
    {
        Host = RedisServer.Host,
        Port = server.Port,
        Password = server.Password,
        Tls = server.Tls is { } files ? new RedisTls { AuthorityFile = files.Authority } : null,
    };

    public static Task<RedisConnection> ConnectAsync(RedisEndpoint endpoint, CancellationToken token) =>
        RedisConnection.ConnectAsync(endpoint, TimeProvider.System, token);

    /// <summary>The fault that connecting ends in; fails the test when it works. Every such message is one line and holds no password.</summary>
    public static async Task<RedisFault> RefusalAsync(RedisEndpoint endpoint, CancellationToken token)
    {
        var fault = await Assert.ThrowsAsync<RedisFault>(async () =>
        {
            await using var connection = await ConnectAsync(endpoint, token);
            // A strict TLS server lets the handshake pass.
            await connection.SendAsync(RedisCommand.Of("PING"), token);
        });
        Assert.StartsWith(endpoint.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        if (endpoint.Password is { } secret)
        {
            Assert.DoesNotContain(secret, fault.Message, StringComparison.Ordinal);
        }

        return fault;
    }
}
