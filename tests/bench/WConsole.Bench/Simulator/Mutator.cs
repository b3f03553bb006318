using System.Text;
using System.Text.Json;

namespace WConsole.Bench.Simulator;

/// <summary>Breaks payloads: by bytes in the envelope, or in the JSON inside its body, which byte flips would rarely reach through base64. Not thread-safe.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Nasty =
    [
        "NaN", "-Infinity", "1e999", "-", "99999999999999999999999999", "\"\\ud800\"", "\"\u001b[31m\"", "null", "{}", "[]", "\"\"", "[[[[[[[[", "}", "\"",
        "{\"__type__\": \"uuid\", \"__value__\": {\"hex\": 5}}", "-1", "true", "1.5", "\"redis://:pw@h\"",
    ];

    private readonly Random _random = new(seed);
    private readonly (bool IsReply, byte[] Payload, byte[]? Body)[] _samples = [.. Captured.Messages.Select(m => (m.IsReply, m.Payload, BodyOf(m.Payload)))];

    /// <summary>True for so many of a thousand calls.</summary>
    public bool Chance(int permille) => _random.Next(1000) < permille;

    /// <summary>Two parts in ten as captured, three cut short (no JSON), five mutated.</summary>
    public (bool IsReply, byte[] Payload, bool IsNotJson) Next()
    {
        var (isReply, payload, body) = _samples[_random.Next(_samples.Length)];
        return _random.Next(10) switch
        {
            < 2 => (isReply, payload, false),
            < 5 => (isReply, payload[.._random.Next(payload.Length)], true),
            _ => (isReply, body is not null && _random.Next(2) == 0 ? Wrap(Mutate(body)) : Mutate(payload), false),
        };
    }

    /// <summary>One to three random edits.</summary>
    public byte[] Mutate(byte[] sample)
    {
        var bytes = new List<byte>(sample);
        for (var edits = _random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = _random.Next(bytes.Count);
            var length = Math.Min(_random.Next(1, 40), bytes.Count - at);
            switch (_random.Next(5))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(HostileText.Piece(_random.Next(100)))); break;
                default: ReplaceValue(bytes, at); break;
            }
        }

        return [.. bytes];
    }

    private void ReplaceValue(List<byte> bytes, int from)
    {
        var start = bytes.IndexOf((byte)':', from) + 1;
        var end = start == 0 ? -1 : bytes.FindIndex(start, b => b is (byte)',' or (byte)'}' or (byte)']');
        if (end > 0)
        {
            bytes.RemoveRange(start, end - start);
            bytes.InsertRange(start, Encoding.UTF8.GetBytes(Nasty[_random.Next(Nasty.Length)]));
        }
    }

    private static byte[] Wrap(byte[] body) => Encoding.ASCII.GetBytes(
        $$"""{"body": "{{Convert.ToBase64String(body)}}", "content-type": "application/json", "headers": {"ticket": "t"}, "properties": {"body_encoding": "base64"} }""");

    private static byte[]? BodyOf(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("body", out var body) ? body.GetBytesFromBase64() : null;
    }
}
