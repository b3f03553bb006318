using System.Text;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class QueueDecoderTests
{
    public static TheoryData<string> Messages => [.. Capture.All.Where(c => c.Kind == "task-message").Select(c => c.Name)];

    public static TheoryData<string> Held => [.. Capture.All.Where(c => c.Kind == "unacked").Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_waiting_message_is_what_the_manifest_says(string name)
    {
        var expect = Capture.Named(name).Expect;
        var message = Assert.IsType<QueueReading.Message>(QueueDecoder.Peek(Capture.Named(name).Bytes)).Content;
        Assert.Equal(expect.GetProperty("task").GetString(), message.Task);
        Assert.Equal(expect.GetProperty("id").GetString(), message.Id);
        Assert.Equal(expect.TryGetProperty("protocol", out _) ? 1 : 2, message.Protocol);
        Assert.Equal(expect.TryGetProperty("priority", out var priority) ? priority.GetInt32() : 0, message.Priority);
        if (expect.TryGetProperty("argsrepr", out var args))
        {
            Assert.Equal(args.GetString(), message.Args);
            Assert.Equal(expect.GetProperty("kwargsrepr").GetString(), message.Kwargs);
            Assert.Equal(expect.GetProperty("origin").GetString(), message.Origin);
            Assert.Equal(expect.GetProperty("delivery_tag").GetString(), message.DeliveryTag);
            Assert.Equal(expect.GetProperty("eta").GetString() is { } eta ? DateTimeOffset.Parse(eta, null) : null, message.Eta);
        }
    }

    [Fact]
    public void Protocol_1_arguments_come_from_the_body()
    {
        var message = Assert.IsType<QueueReading.Message>(QueueDecoder.Peek(Capture.Named("52-task-proto1.json").Bytes)).Content;
        Assert.Equal("[3, 4]", message.Args);
        var rich = Assert.IsType<QueueReading.Message>(QueueDecoder.Peek(Capture.Named("57-task-rich.json").Bytes)).Content;
        Assert.Equal((30.0, 20.0), (rich.HardTimeLimit, rich.SoftTimeLimit));
    }

    [Fact]
    public void A_pickled_message_of_protocol_2_is_read_from_its_headers()
    {
        var message = Assert.IsType<QueueReading.Message>(QueueDecoder.Peek(
            """{"body": "gASVCg==", "content-type": "application/x-python-serialize", "headers": {"task": "a.b", "id": "x", "redelivered": true}, "properties": {"body_encoding": "base64"} }"""u8)).Content;
        Assert.Equal(("a.b", "x", 2, true), (message.Task, message.Id, message.Protocol, message.Redelivered));
        var old = Assert.IsType<QueueReading.Message>(QueueDecoder.Peek(
            """{"body": "gASVCg==", "content-type": "application/x-python-serialize", "headers": {}, "properties": {"body_encoding": "base64"} }"""u8)).Content;
        Assert.Null(old.Protocol);
        Assert.Null(old.Task);
    }

    [Theory]
    [MemberData(nameof(Held))]
    public void A_held_message_names_its_queue(string name)
    {
        var expect = Capture.Named(name).Expect;
        var held = Assert.IsType<QueueReading.Message>(QueueDecoder.Unacked(Capture.Named(name).Bytes));
        Assert.Equal(expect.GetProperty("routing_key").GetString(), held.Queue);
        Assert.Equal(expect.GetProperty("id").GetString(), held.Content.Id);
        Assert.Equal(expect.GetProperty("task").GetString(), held.Content.Task);
        Assert.Equal(expect.GetProperty("field").GetString(), held.Content.DeliveryTag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("[{}, 1")]
    public void What_is_no_message_is_said_to_be_none(string value)
    {
        Assert.IsType<QueueReading.Malformed>(QueueDecoder.Unacked(Encoding.UTF8.GetBytes(value)));
        Assert.IsType<QueueReading.Malformed>(QueueDecoder.Peek(Encoding.UTF8.GetBytes(value)));
    }
}
