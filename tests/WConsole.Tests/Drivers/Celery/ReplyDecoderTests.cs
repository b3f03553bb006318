using System.Text;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class ReplyDecoderTests
{
    [Fact]
    public void Every_captured_reply_names_its_node_and_ticket()
    {
        var replies = Capture.All.Where(c => c.Kind == "reply").ToList();
        Assert.NotEmpty(replies);
        foreach (var capture in replies)
        {
            var reply = Assert.IsType<ReplyReading.Message>(ReplyDecoder.Decode(capture.Bytes)).Reply;
            Assert.Equal(capture.Expect.GetProperty("node").GetString(), reply.Node);
            Assert.Equal(capture.Expect.GetProperty("ticket").GetString(), reply.Ticket);
            if (capture.Expect.TryGetProperty("value", out var value))
            {
                Assert.Equal(value.TryGetProperty("ok", out var ok) ? ok.GetString() : null, reply.OkText);
                Assert.Equal(value.TryGetProperty("error", out var error) ? error.GetString() : null, reply.ErrorText);
            }
        }
    }

    [Fact]
    public void A_pickled_reply_is_named_and_never_unpacked()
    {
        var reading = ReplyDecoder.Decode(Envelope("gASVCgAAAAAAAAB9lC4=", "application/x-python-serialize"));
        Assert.Equal(new ReplyReading.Unsupported("t", "application/x-python-serialize"), reading);
        Assert.True(PickleGuard.Allows("application/json"));
        Assert.False(PickleGuard.Allows(null));
        Assert.False(PickleGuard.Allows("application/x-python-serialize"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"body\"")]
    [InlineData("{\"body\": \"e30=\", \"content-type\": \"application/json\", \"properties\": {\"body_encoding\": \"zzz\"}}")]
    [InlineData("{\"body\": 5, \"content-type\": \"application/json\"}")]
    [InlineData("{\"body\": \"***\", \"content-type\": \"application/json\", \"properties\": {\"body_encoding\": \"base64\"}}")]
    [InlineData("{\"body\": \"e30=\", \"content-type\": \"application/json\", \"properties\": {\"body_encoding\": \"base64\"}}")]
    [InlineData("{\"body\": \"{}\", \"content-type\": \"application/json\"} x")]
    public void What_is_no_reply_is_said_to_be_none(string payload) =>
        Assert.True(ReplyDecoder.Decode(Encoding.UTF8.GetBytes(payload)) is ReplyReading.Malformed or ReplyReading.Unsupported);

    [Fact]
    public void What_only_Python_calls_JSON_is_read()
    {
        var value = Reply("""{"n": NaN, "i": -Infinity, "big": 123456789012345678901234567890, "half": "a\ud800b", "pair": "\ud83d\ude00", "k": 1, "k": 2}""").Value;
        Assert.Null(value["n"].AsDouble());
        Assert.Null(value["i"].AsDouble());
        Assert.Equal("123456789012345678901234567890", value["big"].AsText());
        Assert.Null(value["big"].AsLong());
        Assert.Equal("a\ufffdb", value["half"].AsString());
        Assert.Equal("\U0001F600", value["pair"].AsString());
        Assert.Equal(2, value["k"].AsLong());
        Assert.Equal(WireKind.Missing, value["absent"]["deeper"][3].Kind);
    }

    [Theory]
    [InlineData("""{"__type__": "datetime", "__value__": "2026-11-21T02:10:54+00:00"}""", "2026-11-21T02:10:54+00:00")]
    [InlineData("""{"__value__": "1.50", "__type__": "decimal"}""", "1.50")]
    [InlineData("""{"__type__": "uuid", "__value__": {"hex": "0123456789abcdef0123456789abcdef"}}""", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("""{"__type__": "bytes", "__value__": "abc"}""", "abc")]
    public void Typed_values_are_unwrapped(string json, string text) => Assert.Equal(text, Reply(json).Value.AsString());

    [Fact]
    public void An_unknown_typed_value_stays_an_object() =>
        Assert.Equal(2, Reply("""{"__type__": "x", "__value__": 1}""").Value.Count);

    [Fact]
    public void Deep_nesting_is_refused_without_falling_over()
    {
        var deep = ReplyDecoder.Decode(Plain(new string('[', 5_000_000)));
        Assert.Contains("nested deeper", Assert.IsType<ReplyReading.Malformed>(deep).Why, StringComparison.Ordinal);
        Assert.Equal(1, Reply(new string('[', 90) + "1" + new string(']', 90)).Value.Count);
    }

    [Fact]
    public void Too_many_values_are_refused_before_they_cost_memory()
    {
        var many = ReplyDecoder.Decode(Plain("{\"w@a\": [" + string.Join(',', Enumerable.Repeat("1", WireLimits.Values + 5)) + "]}"));
        Assert.Contains("values", Assert.IsType<ReplyReading.Malformed>(many).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_of_10_MB_is_read()
    {
        var reply = Reply("{\"ok\": \"" + new string('x', 10 * 1024 * 1024) + "\"}");
        Assert.Equal(10 * 1024 * 1024, reply.Value["ok"].AsString()!.Length);
        Assert.Equal(WireLimits.LongTextChars + 1, reply.OkText!.Length);
    }

    [Fact]
    public void A_payload_over_the_limit_is_refused() =>
        Assert.IsType<ReplyReading.Malformed>(ReplyDecoder.Decode(new byte[WireLimits.PayloadBytes + 1]));

    [Fact]
    public void An_error_never_shows_a_password() =>
        Assert.Equal("OSError('redis://:********@h')", Reply("""{"error": "OSError('redis://:pw@h')"}""").ErrorText);

    internal static ReplyMessage Reply(string json) =>
        Assert.IsType<ReplyReading.Message>(ReplyDecoder.Decode(Plain($"{{\"w1@a\": {json}}}"))).Reply;

    private static byte[] Plain(string body) => Envelope(Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), "application/json");

    private static byte[] Envelope(string body, string contentType) => Encoding.UTF8.GetBytes(
        $$"""{"body": "{{body}}", "content-encoding": "utf-8", "content-type": "{{contentType}}", "headers": {"ticket": "t"}, "properties": {"body_encoding": "base64"} }""");
}
