using System.Buffers;
using System.Text.Json;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Fleet.Events;

public sealed class CodecTests
{
    public static TheoryData<string> Events => [.. AnyRecord.Closed(typeof(FleetEvent)).Select(t => t.Name)];

    public static TheoryData<string> Answers => [.. AnyRecord.Closed(typeof(FactAnswer)).Select(t => t.Name)];

    public static TheoryData<string> Sights => [.. AnyRecord.Closed(typeof(ProcessSight)).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_comes_back_as_it_was(string name)
    {
        var any = new AnyRecord(new Random(7));
        var type = typeof(FleetEvent).GetNestedType(name)!;
        for (var i = 0; i < 200; i++)
        {
            RoundTrip((FleetEvent)any.Make(type)!);
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Every_answer_comes_back_as_it_was(string name)
    {
        var any = new AnyRecord(new Random(8));
        var type = typeof(FactAnswer).GetNestedType(name)!;
        for (var i = 0; i < 100; i++)
        {
            RoundTrip(new FleetEvent.FactAnswered(TimeSpan.FromSeconds(1), new WorkerId(new FrameworkId("celery"), "", "w1@h"), (FactAnswer)any.Make(type)!));
        }
    }

    [Theory]
    [MemberData(nameof(Sights))]
    public void Every_sight_of_a_process_comes_back_as_it_was(string name)
    {
        var sight = (ProcessSight)new AnyRecord(new Random(9)).Make(typeof(ProcessSight).GetNestedType(name)!)!;
        RoundTrip(new FleetEvent.FactAnswered(default, new WorkerId(new FrameworkId("celery"), "eu", "w1@h"), new FactAnswer.Process(sight)));
    }

    [Fact]
    public void Actions_and_audit_records_come_back_as_they_were()
    {
        var any = new AnyRecord(new Random(10));
        for (var i = 0; i < 200; i++)
        {
            var action = (FleetAction)any.Make(typeof(FleetAction))!;
            Assert.True(ActionCodec.TryReadAction(Bytes(j => ActionCodec.Write(j, action)), out var readAction));
            Assert.Equal(AnyRecord.Describe(action), AnyRecord.Describe(readAction));

            var record = (AuditRecord)any.Make(typeof(AuditRecord))!;
            var line = Bytes(j => ActionCodec.Write(j, record));
            Assert.Equal(-1, line.AsSpan().IndexOf((byte)'\n'));
            Assert.True(ActionCodec.TryReadAudit(line, out var readRecord));
            Assert.Equal(record, readRecord);
        }
    }

    [Fact]
    public void Bytes_that_are_no_event_are_refused_and_never_throw()
    {
        var random = new Random(11);
        var any = new AnyRecord(random);
        foreach (var type in AnyRecord.Closed(typeof(FleetEvent)))
        {
            var good = Bytes(j => EventCodec.Write(j, (FleetEvent)any.Make(type)!));
            for (var i = 0; i < 500; i++)
            {
                var bad = good.AsSpan(0, random.Next(3) == 0 ? random.Next(good.Length) : good.Length).ToArray();
                for (var k = random.Next(4); k > 0 && bad.Length > 0; k--)
                {
                    bad[random.Next(bad.Length)] = (byte)random.Next(256);
                }

                EventCodec.TryRead(bad, out _);
                ActionCodec.TryReadAction(bad, out _);
                ActionCodec.TryReadAudit(bad, out _);
            }
        }

        Assert.False(EventCodec.TryRead("{\"v\":2,\"event\":\"listed\",\"at\":1}"u8.ToArray(), out _));
        Assert.False(EventCodec.TryRead("{\"v\":1,\"event\":\"unheard-of\",\"at\":1}"u8.ToArray(), out _));
        Assert.False(EventCodec.TryRead("[]"u8.ToArray(), out _));
    }

    private static void RoundTrip(FleetEvent fleetEvent)
    {
        Assert.True(EventCodec.TryRead(Bytes(j => EventCodec.Write(j, fleetEvent)), out var read), $"{fleetEvent.GetType().Name} was not read back");
        Assert.Equal(AnyRecord.Describe(fleetEvent), AnyRecord.Describe(read));
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
