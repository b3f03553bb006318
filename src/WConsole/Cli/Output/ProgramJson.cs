using System.Text.Json;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>An item of <c>wconsole/status/1</c>.</summary>
internal static class ProgramJson
{
    public static void Write(Utf8JsonWriter json, ProgramRow row, ViewContext context)
    {
        var (p, s) = (row.Status, row.State);
        json.WriteStartObject();
        json.WriteString("id", p.Id);
        json.WriteString("group", p.Group);
        json.WriteNumber("index", p.Index);
        json.WriteString("framework", p.Framework.Value);
        json.WriteString("state", ProgramWords.Word(s.Phase));
        json.WriteString("state_text", ProgramWords.State(p, row.Now));
        json.WriteBoolean("wanted", s.Wanted);
        json.Truth("ready", s.Process is null ? null : s.Ready == Readiness.Yes);
        json.Count("pid", s.Process?.Pid);
        json.Truth("adopted", s.Process?.Adopted);
        json.Moment("started_at", s.Process is { } process ? context.Snapshot.WallAt - (row.Now - process.At) : null);
        json.Seconds("age_s", row.Age);
        json.Seconds("in_state_s", row.Now - s.Since);
        json.Seconds("next_s", row.Next);
        json.WriteNumber("run", s.Run);
        json.WriteNumber("restarts", s.Restarts);
        json.WriteNumber("failed_starts", s.Failures);
        json.WriteBoolean("loops", s.Loops);
        json.Count("processes", p.Usage?.Processes);
        if (p.Usage?.Cpu is { } cpu)
        {
            json.WriteNumber("cpu", cpu);
        }
        else
        {
            json.WriteNull("cpu");
        }

        json.Count("memory_bytes", p.Usage?.Memory);
        Exit(json, s.LastExit, context, row.Now);
        json.Text("status", s.Report.Status);
        json.Text("pool", s.Report.Pool);
        json.Count("slots", s.Report.Slots);
        json.List("running", s.Report.Running.IsDefault ? null : s.Report.Running.AsEnumerable(), run =>
        {
            json.WriteStartObject();
            json.WriteString("name", run.Name);
            json.Text("id", run.Id);
            json.Count("pid", run.Pid);
            json.WriteEndObject();
        });
        json.List("queues", s.Report.Queues.IsDefault ? null : s.Report.Queues.AsEnumerable(), json.WriteStringValue);
        json.Count("done", s.Report.Done);
        json.Count("failed", s.Report.Failed);
        json.List("waits_for", p.WaitsFor.IsDefault ? [] : p.WaitsFor, json.WriteStringValue);
        json.List("leftovers", s.Leftovers, json.WriteStringValue);
        json.WriteString("note", ProgramWords.Note(p));
        json.Count("port", p.Port);
        json.Text("node", p.Node);
        json.WriteString("cwd", p.WorkingDirectory);
        json.Text("log", p.LogFile);
        json.Text("previous_log", p.PreviousLogFile);
        json.Text("last_line", p.LastLine);
        json.WriteEndObject();
    }

    private static void Exit(Utf8JsonWriter json, ProgramExit? exit, ViewContext context, TimeSpan now)
    {
        if (exit is null)
        {
            json.WriteNull("last_exit");
            return;
        }

        json.WriteStartObject("last_exit");
        json.Count("code", exit.Code);
        json.Count("signal", exit.Signal);
        json.WriteString("text", exit.Text);
        json.Moment("at", context.Snapshot.WallAt - (now - exit.At));
        json.Seconds("lived_s", exit.Lived);
        json.Text("last_line", exit.LastLine);
        json.WriteEndObject();
    }
}
