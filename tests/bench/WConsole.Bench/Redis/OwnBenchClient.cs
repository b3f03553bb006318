using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Redis;

/// <summary>(c) our own client.</summary>
internal sealed class OwnBenchClient(RedisConnection connection) : IBenchClient
{
    private RedisSubscription? _subscription;

    public static async Task<IBenchClient> ConnectAsync(RedisEndpoint endpoint, CancellationToken token) =>
        new OwnBenchClient(await RedisConnection.ConnectAsync(endpoint, TimeProvider.System, token));

    public async Task PingAsync(CancellationToken token) => await connection.SendAsync(RedisCommand.Of("PING"), token);

    public async Task SubscribeAsync(string pattern, Action<int> received, CancellationToken token) =>
        _subscription = await RedisSubscription.OpenAsync(
            connection.Endpoint, [pattern], [], (_, payload) => received(payload.Length), TimeProvider.System, token);

    public async Task<int> GetBytesAsync(string key, CancellationToken token) => (await connection.SendAsync(RedisCommand.Of("GET", key), token)).Bytes.Length;

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }
    }
}
