namespace WConsole.Bench.Redis;

/// <summary>What the bench asks of a client, so that all are measured by the same clock.</summary>
internal interface IBenchClient : IAsyncDisposable
{
    /// <summary>One round trip.</summary>
    Task PingAsync(CancellationToken token);

    Task SubscribeAsync(string pattern, Action<int> received, CancellationToken token);

    Task<int> GetBytesAsync(string key, CancellationToken token);
}
