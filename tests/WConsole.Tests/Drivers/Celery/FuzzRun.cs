using System.Text;
using System.Text.Json;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

/// <summary>
/// Feeds mutated replies, events and queue messages to every decoder and parser. The same seed gives the same run. Half of
/// the mutations hit the envelope, half the JSON inside the body, which plain byte flips would rarely reach through base64.
/// </summary>
public sealed class FuzzRun(int seed, IReadOnlyList<byte[]> samples)
{
    private static readonly string[] Nasty =
    [
        "NaN", "-Infinity", "1e999", "-", "99999999999999999999999999", "\"\\ud800\"", "\"\\u12\"", "\"\u001b[31m\"", "null", "{}", "[]", "\"\"",
        "{\"__type__\": \"uuid\", \"__value__\": {\"hex\": 5}}", "\"redis://:pw@h\"", "[[[[[[[[", "}", "\"", "\\", "\u0000", "-1", "true", "1.5", "\"9\"",
    ];

    private readonly Random _random = new(seed);
    private readonly List<(byte[] Envelope, byte[]? Body)> _samples = [.. samples.Select(s => (s, BodyOf(s)))];

    public int Read { get; private set; }

    public int Malformed { get; private set; }

    public int Unsupported { get; private set; }

    /// <summary>The largest number of bytes that one message made the decoders allocate.</summary>
    public long MostAllocated { get; private set; }

    /// <summary>Decodes that many mutants; whatever a decoder throws goes to the caller.</summary>
    public void Run(int mutants)
    {
        for (var i = 0; i < mutants; i++)
        {
            var (envelope, body) = _samples[_random.Next(_samples.Count)];
            var mutant = body is not null && _random.Next(2) == 0 ? Wrap(Mutate(body)) : Mutate(envelope);
            var before = GC.GetAllocatedBytesForCurrentThread();
            DecodeAll(mutant);
            MostAllocated = Math.Max(MostAllocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private void DecodeAll(byte[] mutant)
    {
        var reply = ReplyDecoder.Decode(mutant);
        var events = EventDecoder.Decode(mutant);
        QueueDecoder.Peek(mutant);
        QueueDecoder.Unacked(mutant);
        if (reply is ReplyReading.Message message)
        {
            ParseAll(message.Reply);
        }

        if (reply is ReplyReading.Message || events is EventReading.Batch)
        {
            Read++;
        }
        else if (reply is ReplyReading.Unsupported)
        {
            Unsupported++;
        }
        else
        {
            Malformed++;
        }
    }

    private static void ParseAll(ReplyMessage reply)
    {
        var value = reply.Value;
        _ = reply.ErrorText ?? reply.OkText ?? value.ToString();
        StatsReply.From(value);
        TaskInfo.ListFrom(value);
        ScheduledEntry.ListFrom(value);
        TaskLookup.ListFrom(value);
        QueueInfo.ListFrom(value);
        ConfSetting.ListFrom(value);
        TextListReply.From(value);
        ReportReply.From(value);
        ClockReply.From(value);
    }

    private byte[] Mutate(byte[] sample)
    {
        var bytes = new List<byte>(sample);
        for (var edits = _random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = _random.Next(bytes.Count);
            var length = Math.Min(_random.Next(1, 40), bytes.Count - at);
            switch (_random.Next(6))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: ReplaceValue(bytes, at); break;
            }
        }

        return [.. bytes];
    }

    // Puts something nasty where a value stands, so that the mutant is often still JSON.
    private void ReplaceValue(List<byte> bytes, int from)
    {
        var start = bytes.FindIndex(from, b => b == ':') + 1;
        var end = start == 0 ? -1 : bytes.FindIndex(start, b => b is (byte)',' or (byte)'}' or (byte)']');
        if (end > 0)
        {
            bytes.RemoveRange(start, end - start);
            bytes.InsertRange(start, Encoding.UTF8.GetBytes(Nasty[_random.Next(Nasty.Length)]));
        }
    }

    private static byte[] Wrap(byte[] body) => Encoding.ASCII.GetBytes(
        $$"""{"body": "{{Convert.ToBase64String(body)}}", "content-type": "application/json", "headers": {"ticket": "t"}, "properties": {"body_encoding": "base64"} }""");

    private static byte[]? BodyOf(byte[] sample)
    {
        using var json = JsonDocument.Parse(sample);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("body", out var body)
            ? body.GetBytesFromBase64()
            : null;
    }
}
