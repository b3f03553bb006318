using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>One Redis with a prefork, a threads and a solo worker of Celery 5.2.6, each on its own queue, for all tests of a class.</summary>
public sealed class CeleryFleet : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private RedisServer? _redis;
    private CeleryWorkers? _workers;

    public RedisServer Redis => _redis!;

    public CeleryWorkers Workers => _workers!;

    public CeleryWorker Prefork { get; private set; } = null!;

    public CeleryWorker Threads { get; private set; } = null!;

    public CeleryWorker Solo { get; private set; } = null!;

    /// <summary>Starts everything with the first test that asks; a missing peer skips each of them.</summary>
    public async Task StartAsync(CancellationToken token)
    {
        Peer.Require("redis-server", "redis-cli", "celery");
        await _gate.WaitAsync(token);
        try
        {
            if (Solo is not null)
            {
                return;
            }

            _redis ??= await RedisServer.StartAsync(token);
            _workers ??= new CeleryWorkers(_redis);
            var all = await _workers.StartAllAsync(
                token,
                new CeleryWorkerOptions { Name = "pre", Pool = "prefork", Concurrency = 2, Queues = "pre", Extra = ["--time-limit", "600", "--soft-time-limit", "500", "--max-tasks-per-child", "1000"] },
                new CeleryWorkerOptions { Name = "thr", Pool = "threads", Concurrency = 3, Queues = "thr" },
                new CeleryWorkerOptions { Name = "solo", Pool = "solo", Concurrency = 1, Queues = "solo" });
            (Prefork, Threads, Solo) = (all[0], all[1], all[2]);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_workers is not null)
        {
            await _workers.DisposeAsync();
        }

        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        _gate.Dispose();
    }
}
