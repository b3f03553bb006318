using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of the facts of a worker. A fact that was never asked is left out.</summary>
internal static class FactsCodec
{
    public static void Write(Utf8JsonWriter json, WorkerFacts facts)
    {
        json.WriteStartObject();
        Put(json, "stats", facts.Stats, StatsCodec.Write);
        Put(json, "active", facts.Active, TaskRunCodec.WriteAll);
        Put(json, "reserved", facts.Reserved, TaskRunCodec.WriteAll);
        Put(json, "scheduled", facts.Scheduled, TaskRunCodec.WriteAll);
        Put(json, "revoked", facts.Revoked, WriteTexts);
        Put(json, "registered", facts.Registered, WriteTexts);
        Put(json, "queues", facts.Queues, QueueCodec.WriteBindings);
        Put(json, "conf", facts.Conf, StatsCodec.WriteDetails);
        Put(json, "report", facts.Report, static (j, text) => j.WriteStringValue(text));
        Put(json, "clock", facts.Clock, static (j, n) => j.WriteNumberValue(n));
        Put(json, "process", facts.Process, ProcessCodec.Write);
        Put(json, "tree", facts.Tree, ProcessTreeCodec.Write);
        json.WriteEndObject();
    }

    public static WorkerFacts Read(JsonElement json) => new()
    {
        Stats = Get(json, "stats", StatsCodec.Read),
        Active = Get(json, "active", TaskRunCodec.ReadAll),
        Reserved = Get(json, "reserved", TaskRunCodec.ReadAll),
        Scheduled = Get(json, "scheduled", TaskRunCodec.ReadAll),
        Revoked = Get(json, "revoked", ReadTexts),
        Registered = Get(json, "registered", ReadTexts),
        Queues = Get(json, "queues", QueueCodec.ReadBindings),
        Conf = Get(json, "conf", StatsCodec.ReadDetails),
        Report = Get(json, "report", static v => v.GetString() ?? throw new FormatException()),
        Clock = Get(json, "clock", static v => v.GetInt64()),
        Process = Get(json, "process", ProcessCodec.Read),
        Tree = Get(json, "tree", ProcessTreeCodec.Read),
    };

    public static void WriteTexts(Utf8JsonWriter json, ImmutableArray<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<string> ReadTexts(JsonElement json) => [.. json.EnumerateArray().Select(static t => t.GetString() ?? throw new FormatException())];

    private static void Put<T>(Utf8JsonWriter json, string name, Fact<T> fact, Action<Utf8JsonWriter, T> write)
    {
        if (fact.State == FactState.NeverAsked && !fact.HasValue)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("state", fact.State.ToString());
        json.WriteNumber("at", fact.At.Ticks);
        json.WriteNumber("asked", fact.AskedAt.Ticks);
        json.Put("why", fact.Why);
        if (fact.HasValue)
        {
            json.WritePropertyName("value");
            write(json, fact.Value!);
        }

        json.WriteEndObject();
    }

    private static Fact<T> Get<T>(JsonElement json, string name, Func<JsonElement, T> read)
    {
        if (!json.TryGetProperty(name, out var fact))
        {
            return default;
        }

        var has = fact.TryGetProperty("value", out var value);
        return new Fact<T>(fact.Enum<FactState>("state"), has ? read(value) : default, fact.Span("at"), fact.Span("asked"), fact.TextOrNull("why"), has);
    }
}
