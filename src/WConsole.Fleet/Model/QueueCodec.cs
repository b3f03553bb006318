using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of queues: bindings, names, depths.</summary>
internal static class QueueCodec
{
    public static void WriteBindings(Utf8JsonWriter json, ImmutableArray<QueueBinding> bindings)
    {
        json.WriteStartArray();
        foreach (var binding in bindings)
        {
            json.WriteStartObject();
            json.WriteString("name", binding.Name);
            json.Put("exchange", binding.Exchange);
            json.Put("exchange_type", binding.ExchangeType);
            json.Put("routing_key", binding.RoutingKey);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<QueueBinding> ReadBindings(JsonElement json) =>
        [.. json.EnumerateArray().Select(static b => new QueueBinding(b.Text("name"), b.TextOrNull("exchange"), b.TextOrNull("exchange_type"), b.TextOrNull("routing_key")))];

    /// <summary>Writes the properties of a queue's id into the open object.</summary>
    public static void Put(Utf8JsonWriter json, QueueId queue)
    {
        json.WriteString("source", queue.Source.Value);
        json.WriteString("queue", queue.Name);
    }

    public static QueueId ReadId(JsonElement json) => new(new SourceId(json.Text("source")), json.Text("queue"));

    public static void Write(Utf8JsonWriter json, QueueDepth depth)
    {
        json.WriteStartObject();
        json.Put("waiting", depth.Waiting);
        json.PutEach("steps", depth.Steps, static (j, step) =>
        {
            j.WriteStartObject();
            j.WriteNumber("priority", step.Priority);
            j.WriteNumber("waiting", step.Waiting);
            j.WriteEndObject();
        });
        json.Put("unacked", depth.Unacked);
        json.Put("oldest", depth.Oldest);
        json.WriteEndObject();
    }

    public static QueueDepth ReadDepth(JsonElement json) => new(
        json.LongOrNull("waiting"), json.Each("steps", static s => new PriorityDepth(s.Int("priority"), s.Long("waiting"))),
        json.LongOrNull("unacked"), json.MomentOrNull("oldest"));
}
