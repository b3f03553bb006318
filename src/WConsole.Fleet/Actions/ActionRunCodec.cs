using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>The JSON form of an action under way.</summary>
internal static class ActionRunCodec
{
    public static void Write(Utf8JsonWriter json, ActionRun run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WritePropertyName("action");
        ActionCodec.Write(json, run.Action);
        json.WriteString("target", run.Target.ToString());
        json.WritePropertyName("before");
        WorkerCodec.Write(json, run.Before);
        json.WriteString("phase", run.Phase.ToString());
        json.WriteString("route", run.Route);
        json.WriteString("risk", run.Risk.ToString());
        json.WriteNumber("since", run.Since.Ticks);
        json.WriteNumber("deadline", run.Deadline.Ticks);
        json.WriteString("progress", run.Progress);
        json.Put("detail", run.Detail);
        json.Put("next", run.NextStep?.Value);
        json.Put("ended", run.EndedAt);
        json.WriteEndObject();
    }

    public static ActionRun Read(JsonElement json) => new(
        json.Text("id"), ActionCodec.ReadAction(json.GetProperty("action")), WorkerCodec.ReadId(json.GetProperty("target")),
        WorkerCodec.Read(json.GetProperty("before")), json.Enum<ActionPhase>("phase"), json.Text("route"), json.Enum<Risk>("risk"),
        json.Span("since"), json.Span("deadline"), json.Text("progress"), json.TextOrNull("detail"),
        json.TextOrNull("next") is { } next ? new ActionId(next) : null, json.SpanOrNull("ended"));
}
