using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of task runs.</summary>
internal static class TaskRunCodec
{
    public static void WriteAll(Utf8JsonWriter json, ImmutableArray<TaskRun> runs)
    {
        json.WriteStartArray();
        foreach (var run in runs)
        {
            Write(json, run);
        }

        json.WriteEndArray();
    }

    public static ImmutableArray<TaskRun> ReadAll(JsonElement json) => [.. json.EnumerateArray().Select(Read)];

    private static void Write(Utf8JsonWriter json, TaskRun run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("name", run.Name);
        json.Put("args", run.Args);
        json.Put("kwargs", run.Kwargs);
        json.Put("started", run.StartedAt);
        json.Put("eta", run.Eta);
        json.Put("acknowledged", run.Acknowledged);
        json.Put("slot", run.SlotPid);
        json.Put("queue", run.Queue);
        json.Put("priority", run.Priority);
        json.Put("redelivered", run.Redelivered);
        json.WriteEndObject();
    }

    private static TaskRun Read(JsonElement json) => new(
        json.Text("id"), json.Text("name"), json.TextOrNull("args"), json.TextOrNull("kwargs"), json.MomentOrNull("started"), json.MomentOrNull("eta"),
        json.BoolOrNull("acknowledged"), json.IntOrNull("slot"), json.TextOrNull("queue"), json.IntOrNull("priority"), json.BoolOrNull("redelivered"));
}
