using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of a worker's processes.</summary>
internal static class ProcessTreeCodec
{
    public static void Write(Utf8JsonWriter json, ProcessTree tree)
    {
        json.WriteStartObject();
        json.PutEach("processes", tree.Processes, Write);
        json.PutEach("leftovers", tree.Leftovers, Write);
        json.PutTexts("doubts", tree.Doubts);
        json.WriteEndObject();
    }

    public static ProcessTree Read(JsonElement json) => new(json.Each("processes", ReadOne), json.Each("leftovers", ReadOne), json.Texts("doubts"));

    private static void Write(Utf8JsonWriter json, TreeProcess process)
    {
        json.WriteStartObject();
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("start", process.StartTicks);
        if (process.StartedAt is { } at)
        {
            json.WriteString("started_at", at);
        }

        json.WriteString("command", process.Command);
        json.WriteString("evidence", process.Evidence);
        json.WriteEndObject();
    }

    private static TreeProcess ReadOne(JsonElement json) => new(
        json.Int("pid"), json.Long("start"), json.TryGetProperty("started_at", out var at) ? at.GetDateTimeOffset() : null, json.Text("command"), json.Text("evidence"));
}
