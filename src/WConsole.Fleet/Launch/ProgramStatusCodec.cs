using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>The JSON form of a program's status on the launcher's socket.</summary>
internal static class ProgramStatusCodec
{
    public static void Write(Utf8JsonWriter json, ProgramStatus p)
    {
        json.WriteStartObject();
        json.WriteString("id", p.Id);
        json.WriteString("group", p.Group);
        json.WriteNumber("index", p.Index);
        json.WriteString("framework", p.Framework.Value);
        json.WriteStartObject("state");
        ProgramStateCodec.Put(json, p.State);
        json.PutTexts("leftovers", p.State.Leftovers);
        json.Put("watchdog", p.State.Watchdog);
        json.Put("watchdog_due", p.State.WatchdogDue);
        json.Put("note", p.State.Note);
        json.WritePropertyName("report");
        ProgramStateCodec.Write(json, p.State.Report);
        json.WriteEndObject();
        json.WriteNumber("start_retries", p.StartRetries);
        json.WriteString("stop_signal", p.Stop.Signal);
        json.Put("stop_deadline", p.Stop.Deadline);
        json.Put("kill_after", p.Stop.KillAfter);
        json.WriteBoolean("leaves", p.Leaves);
        json.WriteBoolean("outdated", p.Outdated);
        json.PutTexts("waits_for", p.WaitsFor);
        json.PutTexts("command", p.Command);
        json.WriteString("cwd", p.WorkingDirectory);
        json.Put("port", p.Port);
        json.Put("node", p.Node);
        json.Put("log", p.LogFile);
        json.Put("previous_log", p.PreviousLogFile);
        json.Put("last_line", p.LastLine);
        if (p.Usage is { } usage)
        {
            json.WriteStartObject("usage");
            json.WriteNumber("processes", usage.Processes);
            if (usage.Cpu is { } cpu && double.IsFinite(cpu))
            {
                json.WriteNumber("cpu", cpu);
            }

            json.WriteNumber("memory", usage.Memory);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static ProgramStatus Read(JsonElement json)
    {
        var id = json.Text("id");
        var state = json.GetProperty("state");
        return new ProgramStatus(
            id,
            json.Text("group"),
            json.Int("index"),
            new FrameworkId(json.Text("framework")),
            ProgramStateCodec.Read(id, state) with
            {
                Leftovers = state.Texts("leftovers"),
                Watchdog = state.SpanOrNull("watchdog"),
                WatchdogDue = state.SpanOrNull("watchdog_due"),
                Note = state.TextOrNull("note"),
                Report = ProgramStateCodec.ReadReport(state.GetProperty("report")),
            },
            json.Int("start_retries"),
            new StopRule(json.Text("stop_signal"), json.Span("stop_deadline"), json.SpanOrNull("kill_after")),
            json.GetProperty("leaves").GetBoolean(),
            json.GetProperty("outdated").GetBoolean(),
            json.Texts("waits_for"),
            json.Texts("command"),
            json.Text("cwd"),
            json.IntOrNull("port"),
            json.TextOrNull("node"),
            json.TextOrNull("log"),
            json.TextOrNull("previous_log"),
            json.TextOrNull("last_line"),
            json.TryGetProperty("usage", out var usage)
                ? new ProgramUsage(usage.Int("processes"), usage.TryGetProperty("cpu", out var cpu) ? cpu.GetDouble() : null, usage.Long("memory"))
                : null);
    }
}
