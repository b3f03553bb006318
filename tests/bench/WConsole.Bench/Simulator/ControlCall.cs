using System.Text.Json;

namespace WConsole.Bench.Simulator;

/// <summary>A control message as a worker reads it (celery-redis §1.3, §1.4).</summary>
/// <param name="Destination">Null: every worker.</param>
/// <param name="ReplyKey">Routing key of the answer; null: nobody waits for one.</param>
internal sealed record ControlCall(string Method, JsonElement Arguments, IReadOnlyList<string>? Destination, string? Ticket, string? ReplyExchange, string? ReplyKey)
{
    /// <summary>The message, or null when real workers might have died of it.</summary>
    public static ControlCall? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var envelope = JsonDocument.Parse(payload);
            var properties = envelope.RootElement.GetProperty("properties");
            if (properties.GetProperty("delivery_tag").ValueKind != JsonValueKind.String || properties.GetProperty("body_encoding").GetString() != "base64")
            {
                return null;
            }

            using var document = JsonDocument.Parse(envelope.RootElement.GetProperty("body").GetBytesFromBase64());
            var body = document.RootElement;
            var destination = body.TryGetProperty("destination", out var names) && names.ValueKind == JsonValueKind.Array
                ? names.EnumerateArray().Select(n => n.GetString()!).ToArray()
                : null;
            var to = body.TryGetProperty("reply_to", out var reply) && reply.ValueKind == JsonValueKind.Object ? reply : default(JsonElement?);
            return new ControlCall(
                body.GetProperty("method").GetString()!,
                body.TryGetProperty("arguments", out var arguments) ? arguments.Clone() : default,
                destination is { Length: 0 } ? null : destination,
                body.TryGetProperty("ticket", out var ticket) ? ticket.GetString() : null,
                to?.GetProperty("exchange").GetString(),
                to?.GetProperty("routing_key").GetString());
        }
        catch (Exception bad) when (bad is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public int Number(string name, int otherwise) =>
        Arguments.ValueKind == JsonValueKind.Object && Arguments.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : otherwise;
}
