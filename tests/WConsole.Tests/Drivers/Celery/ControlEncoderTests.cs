using System.Text;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class ControlEncoderTests
{
    private static readonly CeleryNames Names = new();

    [Fact]
    public void A_ping_has_the_bytes_of_the_stock_client()
    {
        var request = new ControlRequest(
            new ControlMethod.Ping(), Destination.Of("w1@web1"), "d9ebbe35-b9c0-417c-a21c-6ca05f99ba04", "aba17d22-e1ac-3f4f-9a55-bebd64a22742");
        var encoded = ControlEncoder.Encode(request, Names, "a0280679-6344-4d48-ab00-91f8d8d130c1", 1795252880.0105383);
        Assert.Equal(Encoding.UTF8.GetString(Capture.Named("57-request-ping.json").Bytes), Text(encoded));
    }

    [Fact]
    public void A_broadcast_ping_has_the_body_of_the_golden_sample()
    {
        const string golden =
            "eyJtZXRob2QiOiAicGluZyIsICJhcmd1bWVudHMiOiB7fSwgImRlc3RpbmF0aW9uIjogbnVsbCwgInBhdHRlcm4iOiBudWxsLCAibWF0Y2hlciI6IG51bGwsICJ0aWNrZXQiOiAiZGM1MWZiODEtY2Y4ZC00NzM4LTgwMzMtMWM2NTcyMzZhZWE1IiwgInJlcGx5X3RvIjogeyJleGNoYW5nZSI6ICJyZXBseS5jZWxlcnkucGlkYm94IiwgInJvdXRpbmdfa2V5IjogIjZhY2ZhNzc2LTZiNDItMzkzZi1hOTAxLWEyY2FkNjdiMDgwZSJ9fQ==";
        var request = new ControlRequest(
            new ControlMethod.Ping(), Destination.All, "dc51fb81-cf8d-4738-8033-1c657236aea5", "6acfa776-6b42-393f-a901-a2cad67b080e");
        Assert.Contains($"\"body\": \"{golden}\"", Text(ControlEncoder.Encode(request, Names, "tag")), StringComparison.Ordinal);
    }

    public static TheoryData<ControlMethod, string> Bodies => new()
    {
        { new ControlMethod.Stats(), """{"method": "stats", "arguments": {}, """ },
        { new ControlMethod.Active(Safe: true), """{"method": "active", "arguments": {"safe": true}, """ },
        { new ControlMethod.Conf(WithDefaults: true), """{"method": "conf", "arguments": {"with_defaults": true}, """ },
        { new ControlMethod.QueryTask(["a", "b"]), """{"method": "query_task", "arguments": {"ids": ["a", "b"]}, """ },
        { new ControlMethod.PoolGrow(2), """{"method": "pool_grow", "arguments": {"n": 2}, """ },
        { new ControlMethod.PoolShrink(1), """{"method": "pool_shrink", "arguments": {"n": 1}, """ },
        { new ControlMethod.Autoscale(5, null), """{"method": "autoscale", "arguments": {"max": 5}, """ },
        { new ControlMethod.Shutdown(), """{"method": "shutdown", "arguments": {}, """ },
        { new ControlMethod.Revoke(["t1"], true, "KILL"), """{"method": "revoke", "arguments": {"task_id": ["t1"], "terminate": true, "signal": "KILL"}, """ },
        { new ControlMethod.RateLimit("proj.add", "10/m"), """{"method": "rate_limit", "arguments": {"task_name": "proj.add", "rate_limit": "10/m"}, """ },
        { new ControlMethod.TimeLimit("proj.add", 2, 3.5), """{"method": "time_limit", "arguments": {"task_name": "proj.add", "soft": 2.0, "hard": 3.5}, """ },
        { new ControlMethod.AddConsumer("q2", RoutingKey: "a.#"), """{"method": "add_consumer", "arguments": {"queue": "q2", "routing_key": "a.#"}, """ },
        { new ControlMethod.CancelConsumer("zwölf\n\"\u007f"), """{"method": "cancel_consumer", "arguments": {"queue": "zw\u00f6lf\n\"\u007f"}, """ },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Each_command_carries_its_arguments_as_Python_writes_them(ControlMethod method, string start)
    {
        var body = Body(ControlEncoder.Encode(new(method, Destination.Of("w1@a", "w2@a"), "t", null), Names, "tag"));
        Assert.Equal(start + "\"destination\": [\"w1@a\", \"w2@a\"], \"pattern\": null, \"matcher\": null, \"ticket\": \"t\"}", body);
    }

    [Fact]
    public void Every_command_can_be_made_and_is_neither_election_nor_hello()
    {
        var known = Bodies.Select(row => row.Data.Item1.GetType()).ToHashSet();
        ControlMethod[] plain =
        [
            new ControlMethod.Ping(), new ControlMethod.Reserved(), new ControlMethod.Scheduled(), new ControlMethod.Revoked(),
            new ControlMethod.Registered(), new ControlMethod.ActiveQueues(), new ControlMethod.Report(), new ControlMethod.Clock(),
            new ControlMethod.EnableEvents(), new ControlMethod.DisableEvents(), new ControlMethod.Heartbeat(), new ControlMethod.PoolRestart(),
        ];
        foreach (var method in plain)
        {
            known.Add(method.GetType());
            var body = Body(ControlEncoder.Encode(new(method, Destination.Of("w@a"), "t", "oid"), Names, "tag"));
            Assert.Contains("\"arguments\": {}", body, StringComparison.Ordinal);
            Assert.DoesNotContain("election", body, StringComparison.Ordinal);
            Assert.DoesNotContain("hello", body, StringComparison.Ordinal);
        }

        Assert.Equal(typeof(ControlMethod).GetNestedTypes().ToHashSet(), known);
    }

    public static TheoryData<ControlMethod, string> Bad => new()
    {
        { new ControlMethod.PoolGrow(0), "1 to" },
        { new ControlMethod.PoolShrink(-1), "1 to" },
        { new ControlMethod.Autoscale(2, 3), "over max" },
        { new ControlMethod.QueryTask([]), "no task ids" },
        { new ControlMethod.QueryTask(default), "no task ids" },
        { new ControlMethod.Revoke(["x"], false, "TERM"), "terminate" },
        { new ControlMethod.Revoke(["x"], true, "SIGFOO"), "signal name" },
        { new ControlMethod.RateLimit("t", "abc"), "rate limit" },
        { new ControlMethod.RateLimit("t", "10/x"), "rate limit" },
        { new ControlMethod.TimeLimit("t", 5, 3), "soft" },
        { new ControlMethod.CancelConsumer(""), "empty" },
        { new ControlMethod.CancelConsumer("a\ud800"), "surrogate" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Harmful_arguments_are_refused(ControlMethod method, string why)
    {
        var encoded = ControlEncoder.Encode(new(method, Destination.Of("w@a"), "t", null), Names, "tag");
        Assert.Contains(why, Assert.IsType<ControlEncoding.Refused>(encoded).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_is_never_empty()
    {
        Assert.Null(Destination.OfAny([]));
        Assert.Equal(["a", "b"], Destination.OfAny(["a", "b", "a"])!.Names!.Value);
        Assert.IsType<ControlEncoding.Refused>(ControlEncoder.Encode(new(new ControlMethod.Ping(), Destination.Of(""), "t", null), Names, "tag"));
    }

    [Fact]
    public void Stopping_and_resizing_need_names_even_for_everybody()
    {
        foreach (var method in new ControlMethod[] { new ControlMethod.Shutdown(), new ControlMethod.PoolShrink(1), new ControlMethod.CancelConsumer("q") })
        {
            var refused = Assert.IsType<ControlEncoding.Refused>(ControlEncoder.Encode(new(method, Destination.All, "t", "oid"), Names, "tag"));
            Assert.Contains("names of the workers", refused.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Exchanges_follow_the_settings()
    {
        var text = Text(ControlEncoder.Encode(
            new(new ControlMethod.Ping(), Destination.All, "t", "oid"), Names with { ControlExchange = "ops" }, "tag"));
        Assert.Contains("\"exchange\": \"ops.pidbox\"", text, StringComparison.Ordinal);
        Assert.Contains("\"exchange\": \"reply.ops.pidbox\", \"routing_key\": \"oid\"",
            Body(ControlEncoder.Encode(new(new ControlMethod.Ping(), Destination.All, "t", "oid"), Names with { ControlExchange = "ops" }, "tag")),
            StringComparison.Ordinal);
    }

    private static string Text(ControlEncoding encoding) => Encoding.UTF8.GetString(Assert.IsType<ControlEncoding.Payload>(encoding).Bytes);

    private static string Body(ControlEncoding encoding)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Text(encoding));
        return Encoding.UTF8.GetString(json.RootElement.GetProperty("body").GetBytesFromBase64());
    }
}
