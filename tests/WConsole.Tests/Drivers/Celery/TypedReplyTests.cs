using System.Text.Json;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class TypedReplyTests
{
    public static TheoryData<string> Of(string kind) => [.. Capture.All.Where(c => c.Kind == "reply" && c.Name.Contains(kind, StringComparison.Ordinal)).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Of), "-stats-")]
    public void Stats_are_what_the_worker_said(string name)
    {
        var expect = Capture.Named(name).Expect;
        var stats = StatsReply.From(Value(name))!;
        Assert.Equal(expect.GetProperty("pid").GetInt32(), stats.Pid);
        Assert.Equal(expect.GetProperty("uptime").GetInt32(), stats.Uptime!.Value.TotalSeconds);
        Assert.Equal(expect.GetProperty("clock").GetString(), stats.Clock.ToString());
        Assert.Equal(expect.GetProperty("prefetch_count").GetInt32(), stats.PrefetchCount);
        Assert.Equal(expect.GetProperty("maxrss").GetInt64(), stats.MaxRssKib);
        Assert.Equal(expect.GetProperty("total").EnumerateObject().Select(p => new TaskCount(p.Name, p.Value.GetInt64())), stats.Total!.Value);

        var pool = expect.GetProperty("pool");
        var kind = name.Split('-', '.') switch { [.., "autoscale", _] => "prefork", [.., var last, _] => last, _ => "" };
        Assert.Equal(kind, stats.Pool.Kind.ToString().ToLowerInvariant());
        Assert.Equal(pool.GetProperty("max-concurrency").GetInt32(), stats.Pool.MaxConcurrency);
        Assert.Equal(pool.TryGetProperty("processes", out var pids) ? pids.EnumerateArray().Select(p => p.GetInt32()) : null, stats.Pool.Processes);
        Assert.Equal(pids.ValueKind == JsonValueKind.Array ? pids.GetArrayLength() : stats.Pool.MaxConcurrency, stats.Pool.Slots);
        Assert.Equal(pool.TryGetProperty("timeouts", out _) ? new ReportedLimit(true, null) : default, stats.Pool.HardTimeLimit);
        Assert.Equal(pool.TryGetProperty("max-tasks-per-child", out _) ? new ReportedLimit(true, null) : default, stats.Pool.MaxTasksPerChild);

        var broker = expect.GetProperty("broker");
        Assert.Equal(broker.GetProperty("transport").GetString(), stats.Broker.Transport);
        Assert.Equal(broker.GetProperty("port").GetInt32(), stats.Broker.Port);
        Assert.Equal(broker.GetProperty("virtual_host").GetString(), stats.Broker.VirtualHost);
        Assert.False(stats.Broker.Tls);
        Assert.Equal(expect.TryGetProperty("autoscaler", out _) ? new AutoscaleRange(2, 4, 2) : null, stats.Autoscale);
    }

    [Fact]
    public void Limits_that_are_set_are_told()
    {
        var pool = StatsReply.From(Json("""{"pid": 1, "pool": {"max-tasks-per-child": 10, "timeouts": [50.0, 60.0], "writes": {} } }"""))!.Pool;
        Assert.Equal((50.0, 60.0, 10.0), (pool.SoftTimeLimit.Value, pool.HardTimeLimit.Value, pool.MaxTasksPerChild.Value));
        Assert.Equal(CeleryPool.Prefork, pool.Kind);
    }

    [Fact]
    public void What_a_worker_does_not_say_is_unknown_and_not_zero()
    {
        var stats = StatsReply.From(Json("""{"pid": "x", "uptime": -5, "pool": {"processes": 3}, "total": null}"""))!;
        Assert.Null(stats.Pid);
        Assert.Null(stats.Uptime);
        Assert.Null(stats.Total);
        Assert.Null(stats.PrefetchCount);
        Assert.Null(stats.Pool.Processes);
        Assert.Null(stats.Pool.Slots);
        Assert.False(stats.Pool.SoftTimeLimit.IsReported);
        Assert.Equal(CeleryPool.Unknown, stats.Pool.Kind);
        Assert.Null(stats.Broker.Tls);
        Assert.Null(StatsReply.From(Json("""{"error": "boom"}""")));
    }

    [Fact]
    public void Broker_urls_in_stats_are_masked()
    {
        var broker = StatsReply.From(Json(
            """{"broker": {"hostname": "redis+socket://:p%20w@/run/redis.sock?virtual_host=2", "alternates": ["redis://:pw@h/0"], "ssl": {"ssl_cert_reqs": 2}, "port": 6379} }"""))!.Broker;
        Assert.Equal("redis+socket://:********@/run/redis.sock?virtual_host=2", broker.HostName);
        Assert.Equal(["redis://:********@h/0"], broker.Alternates);
        Assert.True(broker.Tls);
    }

    [Theory]
    [MemberData(nameof(Of), "-reply-active.")]
    [MemberData(nameof(Of), "-reply-active-gevent.")]
    [MemberData(nameof(Of), "-reply-reserved.")]
    public void Task_runs_are_what_the_worker_said(string name)
    {
        var expect = Capture.Named(name).Expect;
        var tasks = TaskInfo.ListFrom(Value(name))!.Value;
        Assert.Equal(expect.GetProperty("count").GetInt32(), tasks.Length);
        var first = expect.GetProperty("first");
        var delivery = first.GetProperty("delivery_info");
        Assert.Equal(
            new TaskInfo
            {
                Id = first.GetProperty("id").GetString()!,
                Name = first.GetProperty("name").GetString(),
                Args = first.GetProperty("args").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal),
                Kwargs = "{}",
                Node = first.GetProperty("hostname").GetString(),
                TimeStart = first.GetProperty("time_start") is { ValueKind: JsonValueKind.Number } at ? at.GetDouble() : null,
                Acknowledged = first.GetProperty("acknowledged").GetBoolean(),
                WorkerPid = first.GetProperty("worker_pid") is { ValueKind: JsonValueKind.Number } pid ? pid.GetInt64() : null,
                Exchange = "",
                RoutingKey = delivery.GetProperty("routing_key").GetString(),
                Priority = 0,
                Redelivered = delivery.GetProperty("redelivered") is { ValueKind: JsonValueKind.False } ? false : null,
            },
            tasks[0]);
    }

    [Theory]
    [MemberData(nameof(Of), "-reply-scheduled.")]
    public void Scheduled_entries_have_their_eta(string name)
    {
        var first = Capture.Named(name).Expect.GetProperty("first");
        var entry = Assert.Single(ScheduledEntry.ListFrom(Value(name))!.Value);
        Assert.Equal(first.GetProperty("eta").GetDateTimeOffset(), entry.Eta);
        Assert.Equal(first.GetProperty("id").GetString(), entry.Task.Id);
        Assert.Equal(6, entry.Priority);
    }

    [Theory]
    [MemberData(nameof(Of), "-reply-active-queues.")]
    public void Queues_are_what_the_worker_said(string name) =>
        Assert.Equal([new QueueInfo("celery", "celery", "direct", "celery", true, false, null)], QueueInfo.ListFrom(Value(name))!.Value);

    [Theory]
    [MemberData(nameof(Of), "-reply-conf.")]
    public void Settings_are_sorted_texts(string name)
    {
        var expect = Capture.Named(name).Expect;
        var settings = ConfSetting.ListFrom(Value(name))!.Value;
        Assert.Equal(settings.Select(s => s.Key).Order(StringComparer.Ordinal), settings.Select(s => s.Key));
        Assert.Equal(expect.GetProperty("broker_url").GetString(), settings.Single(s => s.Key == "broker_url").Value);
        Assert.Equal("null", settings.Single(s => s.Key == "deprecated_settings").Value);
        Assert.StartsWith("[\"", settings.Single(s => s.Key == "include").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_in_settings_are_masked_at_any_depth()
    {
        var settings = ConfSetting.ListFrom(Json(
            """{"broker_transport_options": {"sentinel_kwargs": {"password": "pw1"}, "u": "redis://:pw1@h"}, "my_secret": "pw1", "x": ["redis://:pw1@h"]}"""))!.Value;
        Assert.DoesNotContain(settings, s => s.Value.Contains("pw1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("52-reply-report.json", "5.2.6", "5.2.4", "4.1.0", "4.3.4")]
    [InlineData("57-reply-report.json", "5.7.0", "5.7.0", "4.3.2", "8.1.0")]
    public void A_report_names_the_versions(string name, string celery, string kombu, string billiard, string redis)
    {
        var report = ReportReply.From(Value(name))!;
        Assert.Equal((celery, kombu, billiard, redis), (report.Celery, report.Kombu, report.Billiard, report.RedisPy));
        Assert.StartsWith("3.11", report.Python, StringComparison.Ordinal);
        Assert.Contains(Capture.Named(name).Expect.GetProperty("contains").GetString()!, report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Revoked_registered_and_looked_up_are_read()
    {
        Assert.Equal(3, TextListReply.From(Value("57-reply-revoked.json"))!.Value.Length);
        Assert.Equal(
            Capture.Named("57-reply-registered.json").Expect.GetProperty("values").EnumerateArray().Select(v => v.GetString()!),
            TextListReply.From(Value("57-reply-registered.json"))!.Value.Select(TextListReply.TaskName));
        Assert.Equal("proj.add", TextListReply.TaskName("proj.add [rate_limit=5]"));
        Assert.Equal(40, ClockReply.From(Json("""{"clock": 40}""")));

        var expect = Capture.Named("57-reply-query-task.json").Expect;
        foreach (var found in TaskLookup.ListFrom(Value("57-reply-query-task.json"))!.Value)
        {
            Assert.Equal(expect.GetProperty(found.Id).GetString(), found.State);
            Assert.Equal(found.Id, found.Task!.Id);
        }
    }

    [Fact]
    public void An_error_is_no_list()
    {
        var error = Json("""{"error": "KeyError('x')"}""");
        Assert.Null(TaskInfo.ListFrom(error));
        Assert.Null(ScheduledEntry.ListFrom(error));
        Assert.Null(QueueInfo.ListFrom(error));
        Assert.Null(ConfSetting.ListFrom(error));
        Assert.Null(TaskLookup.ListFrom(error));
        Assert.Null(TextListReply.From(error));
        Assert.Null(ReportReply.From(error));
        Assert.Null(ClockReply.From(error));
    }

    private static WireValue Value(string capture) => Assert.IsType<ReplyReading.Message>(ReplyDecoder.Decode(Capture.Named(capture).Bytes)).Reply.Value;

    private static WireValue Json(string json) => ReplyDecoderTests.Reply(json).Value;
}
