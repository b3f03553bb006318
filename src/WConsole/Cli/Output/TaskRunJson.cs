using System.Text.Json;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>A task run in JSON; none is null.</summary>
internal static class TaskRunJson
{
    public static void Write(Utf8JsonWriter json, TaskRun? run, ViewContext context)
    {
        if (run is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("name", run.Name);
        json.Text("args", run.Args);
        json.Text("kwargs", run.Kwargs);
        json.Moment("started_at", run.StartedAt);
        json.Seconds("age_s", context.Snapshot.WallAt - run.StartedAt);
        json.Moment("eta", run.Eta);
        json.Truth("acknowledged", run.Acknowledged);
        json.Count("pid", run.SlotPid);
        json.Text("queue", run.Queue);
        json.Count("priority", run.Priority);
        json.Truth("redelivered", run.Redelivered);
        json.WriteEndObject();
    }
}
