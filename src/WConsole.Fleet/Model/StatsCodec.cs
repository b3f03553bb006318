using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of what a worker says of itself.</summary>
internal static class StatsCodec
{
    public static void Write(Utf8JsonWriter json, WorkerStats stats)
    {
        json.WriteStartObject();
        json.Put("pid", stats.Pid);
        json.Put("uptime", stats.Uptime);
        json.WritePropertyName("pool");
        Write(json, stats.Pool);
        json.PutEach("started", stats.Started, static (j, t) =>
        {
            j.WriteStartObject();
            j.WriteString("name", t.Name);
            j.WriteNumber("count", t.Count);
            j.WriteEndObject();
        });
        json.Put("max_rss", stats.MaxRss);
        json.Put("prefetch", stats.Prefetch);
        json.Put("broker", stats.Broker);
        json.PutEach("details", stats.Details, Write);
        json.WriteEndObject();
    }

    public static WorkerStats Read(JsonElement json) => new(
        json.IntOrNull("pid"), json.SpanOrNull("uptime"), ReadPool(json.GetProperty("pool")),
        json.Each("started", static t => new TaskTotal(t.Text("name"), t.Long("count"))),
        json.LongOrNull("max_rss"), json.IntOrNull("prefetch"), json.TextOrNull("broker"), json.Each("details", ReadDetail));

    public static void WriteDetails(Utf8JsonWriter json, ImmutableArray<Detail> details)
    {
        json.WriteStartArray();
        foreach (var detail in details)
        {
            Write(json, detail);
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<Detail> ReadDetails(JsonElement json) => [.. json.EnumerateArray().Select(ReadDetail)];

    private static void Write(Utf8JsonWriter json, Pool pool)
    {
        json.WriteStartObject();
        json.Put("kind", pool.Kind);
        json.Put("size", pool.Size);
        json.PutEach("children", pool.ChildPids, static (j, pid) => j.WriteNumberValue(pid));
        json.PutEach("limits", pool.Limits, Write);
        if (pool.Autoscale is { } range)
        {
            json.WriteStartObject("autoscale");
            json.Put("min", range.Min);
            json.Put("max", range.Max);
            json.Put("current", range.Current);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Pool ReadPool(JsonElement json) => new(
        json.TextOrNull("kind"), json.IntOrNull("size"), json.Each("children", static c => c.GetInt32()), json.Each("limits", ReadDetail),
        json.TryGetProperty("autoscale", out var range) ? new AutoscaleRange(range.IntOrNull("min"), range.IntOrNull("max"), range.IntOrNull("current")) : null);

    private static void Write(Utf8JsonWriter json, Detail detail)
    {
        json.WriteStartObject();
        json.WriteString("label", detail.Label);
        json.WriteString("value", detail.Value);
        json.WriteBoolean("enforced", detail.Enforced);
        json.Put("note", detail.Note);
        json.WriteEndObject();
    }

    private static Detail ReadDetail(JsonElement json) =>
        new(json.Text("label"), json.Text("value"), json.GetProperty("enforced").GetBoolean(), json.TextOrNull("note"));
}
