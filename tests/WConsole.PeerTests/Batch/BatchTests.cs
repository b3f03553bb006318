using System.Globalization;
using System.Text.Json;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Batch;

/// <summary>The built program against real Celery workers, as deploy scripts use it.</summary>
public sealed class BatchTests : IDisposable
{
    private readonly Wconsole _wconsole = new();

    public void Dispose() => _wconsole.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Workers_are_listed_with_pool_pid_counts_and_queues()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token, new RedisServerOptions { Password = "s3cret" });
        await using var celery = new CeleryWorkers(redis);
        var workers = await celery.StartAllAsync(
            token, new CeleryWorkerOptions { Name = "fork", Queues = "celery,mail" }, new CeleryWorkerOptions { Name = "threads", Pool = "threads", Concurrency = 3, Queues = "t" });
        await celery.CallAsync("sleep", "[60]", token, count: 3, queue: "mail");
        _wconsole.Environment["WCONSOLE_BROKER"] = redis.CeleryUrl();
        Ran ran = null!;
        await Until.TrueAsync(
            async () =>
            {
                ran = await _wconsole.RunAsync(token, "--batch", "workers", "-o", "json");
                return ran.Code == 0 && ran.Items[workers[0].NodeName].GetProperty("active").GetInt32() == 2;
            },
            TimeSpan.FromSeconds(30), () => ran.Out + ran.Error, token);
        Assert.True(ran.Json.GetProperty("complete").GetBoolean());
        Assert.Equal("", ran.Error);
        Assert.DoesNotContain("s3cret", ran.Out, StringComparison.Ordinal);
        Assert.Equal(workers.Select(w => w.NodeName).Order(), ran.Items.Keys.Order());
        var fork = ran.Items[workers[0].NodeName];
        Assert.Equal(workers[0].Pid, fork.GetProperty("pid").GetInt32());
        Assert.Equal(["celery", "mail"], fork.GetProperty("queues").EnumerateArray().Select(q => q.GetString()).Order());
        Assert.Equal(("prefork", 2, 1), (
            fork.GetProperty("pool").GetProperty("kind").GetString(), fork.GetProperty("pool").GetProperty("size").GetInt32(), fork.GetProperty("reserved").GetInt32()));
        Assert.Equal(["proj.sleep", "proj.sleep"], fork.GetProperty("pool").GetProperty("slots").EnumerateArray().Select(s => s.GetProperty("task").GetProperty("name").GetString()));
        Assert.Equal("yes", fork.GetProperty("lights").GetProperty("control").GetString());

        var names = await _wconsole.RunAsync(token, "--batch", "workers", "-o", "name");
        var described = await _wconsole.RunAsync(token, ["--batch", "inspect", "active", "-o", "json", .. names.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((0, 2), (described.Code, described.Json.GetProperty("items").GetArrayLength()));
    }

    [Fact(Timeout = 120_000)]
    public async Task Workers_are_pinged_resized_and_stopped_to_their_real_end()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var celery = new CeleryWorkers(redis);
        var worker = await celery.StartAsync(new CeleryWorkerOptions { Name = "w1" }, token);
        _wconsole.WriteSettings($"clusters: {{ shop: {{ environment: production, sources: [{{ redis: '{redis.CeleryUrl()}' }}] }} }}\n");

        Assert.Equal(0, (await _wconsole.RunAsync(token, "--batch", "ping")).Code);
        var grown = await _wconsole.RunAsync(token, "--batch", "pool", "grow", "1", "w1", "--yes", "-o", "json");
        Assert.True(grown.Code == 0, grown.Error);
        Assert.Equal("done", grown.Items[worker.NodeName].GetProperty("outcome").GetString());

        await celery.CallAsync("sleep", "[60]", token);
        await Until.TrueAsync(
            async () => (await _wconsole.RunAsync(token, "--batch", "inspect", "active", "-o", "name")).Out.Length > 0, TimeSpan.FromSeconds(30), () => "the task never started", token);
        var refused = await _wconsole.RunAsync(token, "--batch", "stop", "w1", "--cold", "--yes");
        Assert.Equal(7, refused.Code);
        Assert.Contains("at risk: proj.sleep", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--confirm shop", refused.Error, StringComparison.Ordinal);
        Assert.False(worker.HasExited);

        var stopped = await _wconsole.RunAsync(token, "--batch", "stop", "w1", "--cold", "--confirm", "shop", "-o", "json");
        Assert.True(stopped.Code == 0, stopped.Error);
        Assert.True(worker.HasExited);

        var audit = await File.ReadAllLinesAsync(_wconsole.File(".local/state/wconsole/audit.jsonl"), token);
        Assert.Equal(["asked", "ended"], audit.Select(l => JsonDocument.Parse(l).RootElement).Where(r => r.GetProperty("action").GetString() == "stop-cold").Select(r => r.GetProperty("event").GetString()));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_warm_stop_waits_for_its_task_and_may_go_on_to_a_cold_one()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var celery = new CeleryWorkers(redis);
        var worker = await celery.StartAsync(new CeleryWorkerOptions { Name = "w1" }, token);
        _wconsole.Environment["WCONSOLE_BROKER"] = redis.CeleryUrl();
        await celery.CallAsync("sleep", "[90]", token);
        await Until.TrueAsync(
            async () => (await _wconsole.RunAsync(token, "--batch", "inspect", "active", "-o", "name")).Out.Length > 0, TimeSpan.FromSeconds(30), () => "the task never started", token);
        var late = await _wconsole.RunAsync(token, "--batch", "stop", "w1", "--yes", "--timeout", "2s", "--then", "cold");
        Assert.True(late.Code == 0, $"{late.Code}: {late.Error}");
        Assert.Contains("Cold stop", late.Error, StringComparison.Ordinal);
        Assert.True(worker.HasExited);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_wait_and_leaves_the_worker_alone(string signal, int code)
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var celery = new CeleryWorkers(redis);
        await celery.StartAsync(new CeleryWorkerOptions { Name = "w1" }, token);
        _wconsole.Environment["WCONSOLE_BROKER"] = redis.CeleryUrl();
        await celery.CallAsync("sleep", "[60]", token);
        await Until.TrueAsync(
            async () => (await _wconsole.RunAsync(token, "--batch", "inspect", "active", "-o", "name")).Out.Length > 0, TimeSpan.FromSeconds(30), () => "the task never started", token);
        using var process = _wconsole.Start("--batch", "stop", "w1", "--yes");
        // Its first line of progress: from then on it waits for the drain.
        var line = await process.StandardError.ReadLineAsync(token);
        Assert.Contains("Warm stop", line, StringComparison.Ordinal);
        await ChildProcess.RunAsync("/", ["/bin/kill", "-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)], token);
        Assert.Equal(code, (await Wconsole.EndAsync(process, token)).Code);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_found_where_no_worker_is()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        var ran = await _wconsole.RunAsync(token, "--batch", "workers", "-o", "json", "-b", redis.CeleryUrl());
        Assert.Equal((0, 0), (ran.Code, ran.Json.GetProperty("items").GetArrayLength()));
        Assert.Equal(2, (await _wconsole.RunAsync(token, "--batch", "stop", "--all", "--yes", "-b", redis.CeleryUrl())).Code);
    }
}
