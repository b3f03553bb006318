using System.Text;
using System.Text.Json;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>Brokers that fail, are set up unusually, or allow little.</summary>
public sealed class CeleryBrokerTests
{
    // Least privilege of celery-redis §7.3, for the default names.
    private const string LeastPrivilege =
        "user default on nopass ~* &* +@all\n"
        + "user wconsole on >s3cr3t-word resetkeys resetchannels -@all +publish +sadd +srem +brpop +del +psubscribe +llen +lrange +hlen "
        + "&/0.celery.pidbox &/0.celeryev/* ~_kombu.binding.reply.celery.pidbox ~wconsole-*.reply.celery.pidbox %R~celery* %R~unacked\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_killed_redis_ends_the_source_at_once_and_it_works_again_after_a_restart()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Pool = "solo" }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);

        await redis.KillAsync();
        var end = await rig.Ended.WaitAsync(TimeSpan.FromSeconds(2), Token);
        Assert.Equal(SourceFault.Lost, end.Fault);
        Assert.Equal(
            new StepReport(false, $"not connected to {rig.Source.Address}"),
            await rig.Source.RunAsync(new RouteStep.RemoteControl("ping"), rig.Get(worker.NodeName), Token));

        await using (var down = SourceRig.NotStarted(redis.CeleryUrl()))
        {
            var refused = await down.Source.RunAsync(down, () => Assert.Fail("connected"), Token);
            Assert.Equal(SourceFault.Unreachable, refused.Fault);
        }

        // The worker itself may or may not come back on 5.2; the source must, and must tell which.
        await redis.RestartAsync(Token);
        var again = rig.Now;
        await rig.RunAgainAsync(Token);
        await rig.UntilAsync(
            () => rig.Get(worker.NodeName).Signs is var s && (s.PongAt > again || s.SilentPings > 0), Token, seconds: 30);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_catatonic_worker_no_longer_listens_while_it_goes_on_beating()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Pool = "prefork", Concurrency = 1 }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);

        // celery-redis §1.7: a message without a body.
        const string bodyless = """{"content-encoding": "utf-8", "content-type": "application/json", "headers": {}, "properties": {"delivery_tag": "x", "body_encoding": "base64", "delivery_mode": 2, "delivery_info": {"exchange": "celery.pidbox", "routing_key": ""}, "priority": 0}}""";
        await redis.CliAsync(Token, "PUBLISH", "/0.celery.pidbox", bodyless);
        await Until.TrueAsync(
            async () =>
            {
                await rig.Source.AskAsync(FactKind.Control, null, Token);
                return rig.Get(worker.NodeName).Signs is { SilentPings: >= 2, Subscribed: Light.No };
            },
            TimeSpan.FromSeconds(20), () => string.Join('\n', rig.Events().TakeLast(10)), Token);
        var beat = rig.Get(worker.NodeName).Signs.LastBeat;
        await rig.UntilAsync(() => rig.Get(worker.NodeName).Signs.LastBeat > beat, Token);
        Assert.Equal(Health.Catatonic, rig.State(worker.NodeName)!.Health.Health);

        // Remote control has no route any more; a signal does, also from a console that met the worker only now.
        await using var fresh = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await fresh.UntilAsync(() => fresh.Find(worker.NodeName)?.Signs.LastBeat is not null, Token);
        var since = fresh.Now;
        var (plan, _, before) = await fresh.DoAsync(ActionId.WarmStop, worker.NodeName, Token);
        Assert.Equal($"signal TERM to pid {worker.Pid}", plan.Route.Text);
        await fresh.EffectAsync(ActionId.WarmStop, before, since, Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task Key_prefix_exchanges_and_database_are_settings()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis, db: 3);
        var worker = await workers.StartAsync(
            new CeleryWorkerOptions
            {
                Pool = "solo",
                AwaitPing = false,
                SettingsJson = """{"control_exchange": "ops", "event_exchange": "opsev", "broker_transport_options": {"global_keyprefix": "app1:"}}""",
            },
            Token);
        await using var rig = await SourceRig.StartAsync(
            redis.CeleryUrl(3),
            Token,
            s => s with { Names = s.Names with { ControlExchange = "ops", EventExchange = "opsev", KeyPrefix = "app1:" } });
        await Until.TrueAsync(
            async () =>
            {
                await rig.Source.AskAsync(FactKind.Control, null, Token);
                return rig.Find(worker.NodeName) is { Signs: { PongAt: not null, LastBeat: not null } };
            },
            TimeSpan.FromSeconds(20), () => string.Join('\n', rig.Events().TakeLast(10)), Token);
        await redis.CliAsync(3, Token, "LPUSH", "app1:celery", "x");
        await rig.Source.AskAsync(FactKind.Queues, null, Token);
        await rig.Source.AskAsync(FactKind.Depth, null, Token);
        Assert.Contains(rig.Events(), e => e is FleetEvent.QueueSeen { Queue.Name: "celery" });
        Assert.Contains(rig.Events(), e => e is FleetEvent.MailboxSeen { Registered: Light.Yes });
    }

    [Fact(Timeout = 120_000)]
    public async Task The_least_privileged_user_suffices_and_no_secret_is_in_any_event()
    {
        await using var redis = await RedisServer.StartAsync(Token, new RedisServerOptions { AclFile = LeastPrivilege });
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(
            new CeleryWorkerOptions
            {
                Pool = "solo",
                SettingsJson = $$"""{"broker_url": "{{redis.CeleryUrl()}};redis://:0ther-s3cr3t@127.0.0.1:1/0", "result_backend": "redis://:third-s3cr3t@127.0.0.1:1/0", "some_api_key": "f0urth-s3cr3t"}""",
            },
            Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(0, "wconsole", "s3cr3t-word"), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            await rig.Source.AskAsync(kind, null, Token);
        }

        Assert.Contains(rig.Events(), e => e is FleetEvent.QueueSeen { Queue.Name: "celery", Depth.Waiting: 0 });
        var told = rig.Get(worker.NodeName).Facts;
        Assert.True(told.Stats.HasValue && told.Conf.HasValue && told.Report.HasValue);
        Assert.Contains(told.Stats.Value!.Details, d => d.Label == "broker alternate");
        Assert.DoesNotContain("s3cr3t", rig.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", string.Join('\n', told.Conf.Value) + told.Report.Value + string.Join('\n', told.Stats.Value.Details), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", rig.Source.Address, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_password_is_one_line_without_the_password()
    {
        await using var redis = await RedisServer.StartAsync(Token, new RedisServerOptions { Password = "right" });
        await using var rig = SourceRig.NotStarted(redis.CeleryUrl(0, null, "wr0ng-word"));
        var end = await rig.Source.RunAsync(rig, () => Assert.Fail("connected"), Token);
        Assert.Equal(SourceFault.Refused, end.Fault);
        Assert.DoesNotContain("wr0ng-word", end.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', end.Why);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("+publish")]
    [InlineData("+sadd")]
    [InlineData("+psubscribe")]
    public async Task A_missing_grant_is_told_before_it_is_connected(string grant)
    {
        await using var redis = await RedisServer.StartAsync(Token, new RedisServerOptions { AclFile = LeastPrivilege.Replace(grant + " ", "", StringComparison.Ordinal) });
        await using var rig = SourceRig.NotStarted(redis.CeleryUrl(0, "wconsole", "s3cr3t-word"));
        var end = await rig.Source.RunAsync(rig, () => Assert.Fail("connected"), Token);
        Assert.Equal(SourceFault.Refused, end.Fault);
        Assert.Contains(grant, end.Why, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_not_understood_is_counted_exactly()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.UntilAsync(() => rig.Events().Any(e => e is FleetEvent.ListenersCounted), Token);
        for (var i = 0; i < 7; i++)
        {
            await redis.CliAsync(Token, "PUBLISH", "/0.celeryev/worker.heartbeat", i % 2 == 0 ? "no json" : "{}");
        }

        await rig.UntilAsync(() => rig.Events().OfType<FleetEvent.Malformed>().Sum(e => e.Count) == 7, Token);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_flood_of_names_is_capped_and_counted()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token, s => s with { MostWorkers = 3 });
        for (var i = 0; i < 5; i++)
        {
            var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type = "worker-heartbeat", hostname = $"w{i}@x", freq = 2.0, pid = 7 })));
            var envelope = JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["body"] = body,
                ["content-encoding"] = "utf-8",
                ["content-type"] = "application/json",
                ["headers"] = new { },
                ["properties"] = new { body_encoding = "base64", delivery_tag = "x" },
            });
            await redis.CliAsync(Token, "PUBLISH", "/0.celeryev/worker.heartbeat", envelope);
        }

        await rig.UntilAsync(() => rig.Events().OfType<FleetEvent.WorkersCapped>().Any(e => e.Count == 2), Token);
        Assert.Equal(3, rig.Events().OfType<FleetEvent.WorkerBeat>().Select(b => b.Worker.Name).Distinct().Count());
    }
}
