using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of a unit, and of what links it to a worker.</summary>
internal static class UnitCodec
{
    public static void Write(Utf8JsonWriter json, Unit unit)
    {
        json.WriteStartObject();
        json.WriteString("source", unit.Source.Value);
        json.WriteString("id", unit.Id);
        json.WriteString("keeper", unit.Keeper);
        json.WriteString("framework", unit.Framework.Value);
        json.Put("node", unit.Node);
        json.WriteString("host", unit.HostName);
        json.WriteString("row", unit.Row.ToString());
        json.WriteBoolean("has_row", unit.HasRow);
        json.WriteString("phase", unit.Phase.ToString());
        if (unit.Process is { } process)
        {
            json.WriteStartObject("process");
            json.WriteNumber("pid", process.Pid);
            json.WriteNumber("start", process.StartTicks);
            json.WriteNumber("at", process.At.Ticks);
            json.WriteEndObject();
        }

        json.WriteNumber("since", unit.Since.Ticks);
        json.Put("due", unit.Due);
        json.Put("health", unit.Word?.Health.ToString());
        json.Put("why", unit.Word?.Why);
        json.WriteString("stop_signal", unit.Stop.Signal);
        json.WriteNumber("stop_deadline", unit.Stop.Deadline.Ticks);
        json.Put("kill_after", unit.Stop.KillAfter);
        json.WriteNumber("restarts", unit.Restarts);
        json.Put("last_exit", unit.LastExit);
        json.WriteBoolean("has_run", unit.HasRun);
        json.WriteEndObject();
    }

    public static Unit Read(JsonElement json) => new(
        new SourceId(json.Text("source")), json.Text("id"), json.Text("keeper"), new FrameworkId(json.Text("framework")), json.TextOrNull("node"), json.Text("host"),
        WorkerCodec.ReadId(json.GetProperty("row")), json.GetProperty("has_row").GetBoolean(), json.Enum<UnitPhase>("phase"),
        json.TryGetProperty("process", out var process) ? new UnitProcess(process.Int("pid"), process.Long("start"), process.Span("at")) : null,
        json.Span("since"), json.SpanOrNull("due"),
        json.TextOrNull("health") is null ? null : new KeeperWord(json.Enum<Health>("health"), json.Text("why")),
        new UnitStop(json.Text("stop_signal"), json.Span("stop_deadline"), json.SpanOrNull("kill_after")), json.Int("restarts"), json.TextOrNull("last_exit"))
    {
        HasRun = json.BoolOrNull("has_run") ?? true,
    };

    public static void Write(Utf8JsonWriter json, KeeperLink link)
    {
        json.WriteStartObject();
        json.WritePropertyName("unit");
        Write(json, link.Unit);
        json.WriteString("evidence", link.Evidence.ToString());
        json.WriteString("why", link.Why);
        json.WriteBoolean("reached", link.Reached);
        json.WriteEndObject();
    }

    public static KeeperLink ReadLink(JsonElement json) =>
        new(Read(json.GetProperty("unit")), json.Enum<LinkEvidence>("evidence"), json.Text("why"), json.GetProperty("reached").GetBoolean());
}
