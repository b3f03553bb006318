using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>The JSON form of what outlives a launcher of one program's state, and of its parts.</summary>
internal static class ProgramStateCodec
{
    /// <summary>Writes the members into the open object. What a program says of itself is not kept.</summary>
    public static void Put(Utf8JsonWriter json, ProgramState s)
    {
        json.WriteString("phase", s.Phase.ToString());
        json.WriteBoolean("wanted", s.Wanted);
        json.Put("since", s.Since);
        json.Put("due", s.Due);
        json.WriteNumber("run", s.Run);
        json.WriteNumber("restarts", s.Restarts);
        json.WriteNumber("failures", s.Failures);
        json.WriteNumber("short_lives", s.ShortLives);
        json.WriteNumber("short_crashes", s.ShortCrashes);
        json.WriteString("ready", s.Ready.ToString());
        json.Put("ready_due", s.ReadyDue);
        json.WriteString("step", s.Step.ToString());
        json.WriteBoolean("signal_sent", s.SignalSent);
        json.Put("kill_at", s.KillAt);
        json.Put("kill_after", s.KillAfter);
        json.WriteBoolean("starts_after_stop", s.StartsAfterStop);
        json.WriteBoolean("sweeping", s.Sweeping);
        if (s.Process is { } process)
        {
            json.WritePropertyName("process");
            Write(json, process);
        }

        if (s.LastExit is { } exit)
        {
            json.WritePropertyName("last_exit");
            Write(json, exit);
        }

        Put(json, "predecessor", s.Predecessor);
    }

    public static ProgramState Read(string id, JsonElement json) => new(id)
    {
        Phase = json.Enum<ProgramPhase>("phase"),
        Wanted = json.GetProperty("wanted").GetBoolean(),
        Since = json.Span("since"),
        Due = json.SpanOrNull("due"),
        Run = json.Int("run"),
        Restarts = json.Int("restarts"),
        Failures = json.Int("failures"),
        ShortLives = json.Int("short_lives"),
        ShortCrashes = json.Int("short_crashes"),
        Ready = json.Enum<Readiness>("ready"),
        ReadyDue = json.SpanOrNull("ready_due"),
        Step = json.Enum<StopStep>("step"),
        SignalSent = json.GetProperty("signal_sent").GetBoolean(),
        KillAt = json.SpanOrNull("kill_at"),
        KillAfter = json.SpanOrNull("kill_after"),
        StartsAfterStop = json.GetProperty("starts_after_stop").GetBoolean(),
        Sweeping = json.GetProperty("sweeping").GetBoolean(),
        Process = json.TryGetProperty("process", out var process) ? ReadProcess(process) : null,
        LastExit = json.TryGetProperty("last_exit", out var exit) ? ReadExit(exit) : null,
        Predecessor = ReadPredecessor(json, "predecessor"),
    };

    public static void Put(Utf8JsonWriter json, string name, Predecessor? predecessor)
    {
        if (predecessor is not null)
        {
            json.WriteStartObject(name);
            json.WriteNumber("pid", predecessor.Pid);
            json.WriteNumber("start", predecessor.StartTicks);
            json.WriteEndObject();
        }
    }

    public static Predecessor? ReadPredecessor(JsonElement json, string name) =>
        json.TryGetProperty(name, out var predecessor) ? new Predecessor(predecessor.Int("pid"), predecessor.Long("start")) : null;

    public static void Write(Utf8JsonWriter json, ProgramProcess process)
    {
        json.WriteStartObject();
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("start", process.StartTicks);
        json.Put("at", process.At);
        json.WriteBoolean("adopted", process.Adopted);
        json.WriteEndObject();
    }

    public static ProgramProcess ReadProcess(JsonElement json) => new(json.Int("pid"), json.Long("start"), json.Span("at"), json.GetProperty("adopted").GetBoolean());

    public static void Write(Utf8JsonWriter json, ProgramExit exit)
    {
        json.WriteStartObject();
        json.Put("code", exit.Code);
        json.Put("signal", exit.Signal);
        json.Put("at", exit.At);
        json.Put("lived", exit.Lived);
        json.Put("last_line", exit.LastLine);
        json.Put("why", exit.Why);
        json.WriteEndObject();
    }

    public static ProgramExit ReadExit(JsonElement json) => new(
        json.IntOrNull("code"), json.IntOrNull("signal"), json.Span("at"), json.SpanOrNull("lived"), json.TextOrNull("last_line"), json.TextOrNull("why"));

    public static void Write(Utf8JsonWriter json, ProgramReport report)
    {
        json.WriteStartObject();
        json.Put("status", report.Status);
        json.Put("pool", report.Pool);
        json.Put("slots", report.Slots);
        json.PutEach("running", report.Running, static (j, run) =>
        {
            j.WriteStartObject();
            j.WriteString("name", run.Name);
            j.Put("id", run.Id);
            j.Put("pid", run.Pid);
            j.WriteEndObject();
        });
        json.PutTexts("queues", report.Queues);
        json.Put("done", report.Done);
        json.Put("failed", report.Failed);
        json.Put("since", report.Since);
        json.WriteBoolean("stopping", report.Stopping);
        json.WriteEndObject();
    }

    public static ProgramReport ReadReport(JsonElement json) => new(
        json.TextOrNull("status"), json.TextOrNull("pool"), json.IntOrNull("slots"),
        json.Each("running", static r => new ReportedRun(r.Text("name"), r.TextOrNull("id"), r.IntOrNull("pid"))),
        json.Texts("queues"), json.LongOrNull("done"), json.LongOrNull("failed"))
    {
        Since = json.LongOrNull("since"),
        Stopping = json.TryGetProperty("stopping", out var stopping) && stopping.GetBoolean(),
    };
}
