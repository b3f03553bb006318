using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WConsole.Bench.Simulator;

/// <summary>Kombu's envelope around a JSON body, as workers write it (celery-redis §1.5, §3.1).</summary>
internal static class KombuMessage
{
    public static byte[] Reply(JsonObject body, string? ticket, string exchange, string routingKey) =>
        Of(body, h => h.WriteString("ticket", ticket), exchange, routingKey, mode: 1);

    public static byte[] Event(JsonNode body, string node, string exchange, string routingKey) =>
        Of(body, h => h.WriteString("hostname", node), exchange, routingKey, mode: 2);

    private static byte[] Of(JsonNode body, Action<Utf8JsonWriter> header, string exchange, string routingKey, int mode)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        using (var inner = new Utf8JsonWriter(content))
        {
            body.WriteTo(inner);
        }

        var envelope = new ArrayBufferWriter<byte>(content.WrittenCount * 4 / 3 + 512);
        using var json = new Utf8JsonWriter(envelope);
        json.WriteStartObject();
        json.WriteBase64String("body", content.WrittenSpan);
        json.WriteString("content-encoding", "utf-8");
        json.WriteString("content-type", "application/json");
        json.WriteStartObject("headers");
        header(json);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteNumber("delivery_mode", mode);
        json.WriteStartObject("delivery_info");
        json.WriteString("exchange", exchange);
        json.WriteString("routing_key", routingKey);
        json.WriteEndObject();
        json.WriteNumber("priority", 0);
        json.WriteString("body_encoding", "base64");
        json.WriteString("delivery_tag", Guid.NewGuid());
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return envelope.WrittenSpan.ToArray();
    }
}
