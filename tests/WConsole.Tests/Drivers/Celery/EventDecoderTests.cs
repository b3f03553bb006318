using System.Text;
using System.Text.Json;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class EventDecoderTests
{
    public static TheoryData<string> Captures => [.. Capture.All.Where(c => c.Kind == "event").Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Captured_events_are_what_the_manifest_says(string name)
    {
        var capture = Capture.Named(name);
        var batch = Assert.IsType<EventReading.Batch>(EventDecoder.Decode(capture.Bytes));
        Assert.Equal(0, batch.Skipped);
        JsonElement[] expected = capture.Expect.TryGetProperty("events", out var events) ? [.. events.EnumerateArray()] : [capture.Expect];
        Assert.Equal(expected.Length, batch.Events.Length);
        foreach (var (expect, read) in expected.Zip(batch.Events))
        {
            foreach (var field in expect.EnumerateObject())
            {
                Check(field, read);
            }
        }
    }

    [Fact]
    public void Each_kind_of_event_gets_its_own_type()
    {
        var read = Capture.All.Where(c => c.Kind == "event").SelectMany(c => ((EventReading.Batch)EventDecoder.Decode(c.Bytes)).Events).ToList();
        Assert.Equal(Enum.GetValues<WorkerEventKind>(), read.OfType<CeleryEvent.Worker>().Select(w => w.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<TaskEventKind>(), read.OfType<CeleryEvent.Run>().Select(r => r.Kind).Distinct().Order());
        Assert.DoesNotContain(read, e => e is CeleryEvent.Other);
    }

    [Fact]
    public void A_custom_event_keeps_its_own_fields()
    {
        var batch = Assert.IsType<EventReading.Batch>(EventDecoder.Decode(Capture.Named("57-event-task-progress.json").Bytes));
        var run = Assert.IsType<CeleryEvent.Run>(Assert.Single(batch.Events));
        Assert.Equal([KeyValuePair.Create("i", "0")], run.Fields.Custom);
    }

    [Fact]
    public void Numbers_as_text_and_odd_fields_are_tolerated()
    {
        var batch = Decode("""[{"type": "worker-heartbeat", "hostname": "w@a", "pid": "12", "clock": 3.0, "freq": "2.5", "utcoffset": -5.5, "loadavg": [1, "x", 2]}, 7, {"type": "task-started"}, {"type": "worker-elect", "hostname": "w@a"}]""");
        Assert.Equal(2, batch.Skipped);
        var worker = Assert.IsType<CeleryEvent.Worker>(batch.Events[0]);
        Assert.Equal((12, 3L, TimeSpan.FromSeconds(2.5)), (worker.Pid, worker.Clock, worker.Frequency));
        Assert.Equal([1.0, 2.0], worker.Load);
        Assert.Null(worker.Active);
        Assert.IsType<CeleryEvent.Other>(batch.Events[1]);
    }

    [Fact]
    public void Names_that_are_far_too_long_are_skipped()
    {
        var batch = Decode($$"""[{"type": "worker-online", "hostname": "{{new string('x', WireLimits.IdChars + 1)}}"}]""");
        Assert.Equal((0, 1), (batch.Events.Length, batch.Skipped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void What_is_no_event_is_said_to_be_none(string payload) =>
        Assert.False(EventDecoder.Decode(Encoding.UTF8.GetBytes(payload)) is EventReading.Batch);

    [Fact]
    public void Pickled_events_are_never_unpacked() =>
        Assert.Equal(
            new EventReading.Unsupported("application/x-python-serialize"),
            EventDecoder.Decode("""{"body": "gASVCg==", "content-type": "application/x-python-serialize"}"""u8));

    private static EventReading.Batch Decode(string body) => Assert.IsType<EventReading.Batch>(EventDecoder.Decode(Encoding.UTF8.GetBytes(
        $$"""{"body": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(body))}}", "content-type": "application/json", "properties": {"body_encoding": "base64"} }""")));

    private static void Check(JsonProperty field, CeleryEvent read)
    {
        var text = field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.ToString();
        switch ((field.Name, read))
        {
            case ("type", _): Assert.Equal(text, read.Type); break;
            case ("hostname", _): Assert.Equal(text, read.Node); break;
            case ("pid", _): Assert.Equal(field.Value.GetInt32(), read.Pid); break;
            case ("clock", _): Assert.Equal(field.Value.GetInt64(), read.Clock); break;
            case ("timestamp", _): Assert.Equal(field.Value.GetDouble(), read.Timestamp); break;
            case ("freq", CeleryEvent.Worker w): Assert.Equal(field.Value.GetDouble(), w.Frequency!.Value.TotalSeconds); break;
            case ("active", CeleryEvent.Worker w): Assert.Equal(field.Value.GetInt32(), w.Active); break;
            case ("processed", CeleryEvent.Worker w): Assert.Equal(field.Value.GetInt64(), w.Processed); break;
            case ("loadavg", CeleryEvent.Worker w): Assert.Equal(field.Value.EnumerateArray().Select(l => l.GetDouble()), w.Load); break;
            case ("sw_ident", CeleryEvent.Worker w): Assert.Equal(text, w.Software); break;
            case ("sw_ver", CeleryEvent.Worker w): Assert.Equal(text, w.Version); break;
            case ("uuid", CeleryEvent.Run r): Assert.Equal(text, r.Id); break;
            case ("name", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Name); break;
            case ("args", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Args); break;
            case ("result", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Result); break;
            case ("runtime", CeleryEvent.Run r): Assert.Equal(field.Value.GetDouble(), r.Fields.Runtime); break;
            case ("exception", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Exception); break;
            case ("requeue", CeleryEvent.Run r): Assert.Equal(field.Value.GetBoolean(), r.Fields.Requeue); break;
            case ("terminated", CeleryEvent.Run r): Assert.Equal(field.Value.GetBoolean(), r.Fields.Terminated); break;
            case ("signum", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Signal); break;
            case ("expired", CeleryEvent.Run r): Assert.Equal(field.Value.GetBoolean(), r.Fields.Expired); break;
            case ("queue", CeleryEvent.Run r): Assert.Equal(text, r.Fields.Queue); break;
            case ("i", CeleryEvent.Run r): Assert.Contains(r.Fields.Custom, c => c.Key == "i" && c.Value == text); break;
            default: Assert.Fail($"no check for {field.Name} of {read.Type}"); break;
        }
    }
}
