namespace WConsole.PeerTests.Peers;

/// <summary>The fixtures themselves: what other tests rely on.</summary>
public sealed class CeleryWorkersTests
{
    [Theory(Timeout = 120_000)]
    [InlineData(CeleryVersion.Debian, "prefork")]
    [InlineData(CeleryVersion.Debian, "threads")]
    [InlineData(CeleryVersion.Debian, "solo")]
    [InlineData(CeleryVersion.Newest, "prefork")]
    public async Task A_started_worker_runs_what_it_is_sent_and_is_gone_afterwards(CeleryVersion version, string pool)
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token, new RedisServerOptions { Password = "p@ss w" });
        int pid;
        await using (var celery = new CeleryWorkers(redis))
        {
            var worker = await celery.StartAsync(new CeleryWorkerOptions { Name = "probe", Version = version, Pool = pool }, token);
            pid = worker.Pid;
            var ids = await celery.CallAsync("add", "[1, 2]", token);
            await Until.TrueAsync(
                () => ValueTask.FromResult(worker.Output().Contains($"proj.add[{ids[0]}] succeeded", StringComparison.Ordinal)),
                TimeSpan.FromSeconds(20), worker.Output, token);
            Assert.StartsWith("probe@", worker.NodeName, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_restarted_server_keeps_its_port_and_loses_its_data()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        var (port, pid) = (redis.Port, redis.Pid);
        Assert.Equal("OK", await redis.CliAsync(token, "SET", "k", "v"));
        await redis.RestartAsync(token);
        Assert.Equal(port, redis.Port);
        Assert.NotEqual(pid, redis.Pid);
        Assert.Equal("", await redis.CliAsync(token, "GET", "k"));
    }
}
