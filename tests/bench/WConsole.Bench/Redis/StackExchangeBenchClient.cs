using StackExchange.Redis;

namespace WConsole.Bench.Redis;

/// <summary>(a) and (b) StackExchange.Redis 1.2.6, with the probes and traps of its age switched off.</summary>
internal sealed class StackExchangeBenchClient(ConnectionMultiplexer multiplexer, RedisRelay? relay) : IBenchClient
{
    public static async Task<IBenchClient> ConnectAsync(int port, RedisRelay? relay)
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = true,
            ConnectTimeout = 5000,
            ConfigurationChannel = "",
            TieBreaker = "",
            ClientName = "bench",
            CommandMap = CommandMap.Create(["CONFIG", "INFO", "CLUSTER", "ECHO"], available: false),
            DefaultVersion = new Version(3, 0),
        };
        options.EndPoints.Add("127.0.0.1", relay?.Port ?? port);
        return new StackExchangeBenchClient(await ConnectionMultiplexer.ConnectAsync(options), relay);
    }

    public Task PingAsync(CancellationToken token) => multiplexer.GetDatabase().PingAsync();

    public Task SubscribeAsync(string pattern, Action<int> received, CancellationToken token) =>
        multiplexer.GetSubscriber().SubscribeAsync(new RedisChannel(pattern, RedisChannel.PatternMode.Pattern), (_, value) => received(((byte[])value).Length));

    public async Task<int> GetBytesAsync(string key, CancellationToken token) => ((byte[])await multiplexer.GetDatabase().StringGetAsync(key)).Length;

    public async ValueTask DisposeAsync()
    {
        await multiplexer.CloseAsync(allowCommandsToComplete: false);
        multiplexer.Dispose();
        if (relay is not null)
        {
            await relay.DisposeAsync();
        }
    }
}
