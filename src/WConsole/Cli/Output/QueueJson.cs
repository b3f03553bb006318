using System.Text.Json;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>An item of <c>wconsole/queues/1</c>.</summary>
internal static class QueueJson
{
    public static void Write(Utf8JsonWriter json, QueueRow row, ViewContext context)
    {
        var depth = row.Queue.Depth.Value;
        json.WriteStartObject();
        json.WriteString("id", row.Queue.Id.ToString());
        json.WriteString("name", row.Queue.Id.Name);
        json.WriteString("source", row.Queue.Id.Source.Value);
        json.Count("waiting", depth?.Waiting);
        json.Count("unacked", depth?.Unacked);
        json.WriteNumber("consumers", row.Live);
        json.Moment("oldest_at", depth?.Oldest);
        json.Seconds("oldest_s", context.Snapshot.WallAt - depth?.Oldest);
        json.List("steps", depth is null || depth.Steps.IsDefault ? null : depth.Steps.AsEnumerable(), step =>
        {
            json.WriteStartObject();
            json.WriteNumber("priority", step.Priority);
            json.WriteNumber("waiting", step.Waiting);
            json.WriteEndObject();
        });
        json.List("workers", row.Consumers, w => json.WriteStringValue(w.Worker.Id.ToString()));
        json.WriteString("note", QueuesView.Note(row));
        json.WriteEndObject();
    }
}
