using System.Text.Json;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>A worker in JSON.</summary>
internal static class WorkerJson
{
    /// <summary>An item of <c>wconsole/workers/1</c>.</summary>
    public static void Write(Utf8JsonWriter json, WorkerState state, ViewContext context)
    {
        json.WriteStartObject();
        Members(json, state, context);
        json.WriteEndObject();
    }

    /// <summary>An item of <c>wconsole/worker/1</c>: the same, and everything else that is known of it.</summary>
    public static void WriteFull(Utf8JsonWriter json, WorkerState state, ViewContext context)
    {
        var facts = state.Worker.Facts;
        var stats = facts.Stats.Value;
        json.WriteStartObject();
        Members(json, state, context);
        json.Count("prefetch", stats?.Prefetch);
        json.Count("max_rss_bytes", stats?.MaxRss);
        json.Text("broker", stats?.Broker);
        json.Count("restarts", state.Worker.Signs.Restarts);
        json.List("limits", stats is null || stats.Pool.Limits.IsDefault ? null : stats.Pool.Limits.AsEnumerable(), d => Detail(json, d));
        json.List("details", stats is null || stats.Details.IsDefault ? null : stats.Details.AsEnumerable(), d => Detail(json, d));
        json.List("started", stats is null || stats.Started.IsDefault ? null : stats.Started.AsEnumerable(), t =>
        {
            json.WriteStartObject();
            json.WriteString("name", t.Name);
            json.WriteNumber("count", t.Count);
            json.WriteEndObject();
        });
        Runs(json, "active_runs", facts.Active, context);
        Runs(json, "reserved_runs", facts.Reserved, context);
        Runs(json, "scheduled_runs", facts.Scheduled, context);
        json.WritePropertyName("process");
        ProcessJson.Write(json, facts.Process);
        Link(json, state.Worker.Kept, context);
        json.WriteEndObject();
    }

    /// <summary>One labelled line of a driver.</summary>
    public static void Detail(Utf8JsonWriter json, Detail detail)
    {
        json.WriteStartObject();
        json.WriteString("label", detail.Label);
        json.WriteString("value", detail.Value);
        json.WriteBoolean("enforced", detail.Enforced);
        json.Text("note", detail.Note);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, WorkerState state, ViewContext context)
    {
        var worker = state.Worker;
        json.WriteString("id", worker.Id.ToString());
        json.WriteString("name", worker.Name);
        json.WriteString("framework", worker.Id.Framework.Value);
        json.Text("host", worker.HostName);
        json.Count("pid", state.Pid);
        json.WriteString("state", Healths.Word(state.Health.Health));
        json.WriteStartObject("lights");
        json.Light("process", state.Lights.Process);
        json.Light("control", state.Lights.Control);
        json.Light("consumption", state.Lights.Consumption);
        json.WriteEndObject();
        json.WriteStartObject("pool");
        json.Text("kind", state.Pool.Kind);
        json.Count("size", state.Pool.Size);
        json.Count("busy", state.Running);
        // Who runs what is known only from the list of running task runs: without it an empty slot would be a guess.
        json.List("slots", worker.Facts.Active.HasValue ? SlotsView.Of(state).AsEnumerable() : null, slot =>
        {
            json.WriteStartObject();
            json.Count("pid", slot.Pid);
            json.WritePropertyName("task");
            TaskRunJson.Write(json, slot.Running, context);
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.List("queues", worker.Facts.Queues.HasValue ? worker.Facts.Queues.Value.Select(q => q.Name) : null, json.WriteStringValue);
        json.Count("active", state.Running);
        json.Count("reserved", worker.Facts.Reserved.HasValue ? worker.Facts.Reserved.Value.Length : null);
        json.Count("scheduled", worker.Facts.Scheduled.HasValue ? worker.Facts.Scheduled.Value.Length : null);
        json.Count("processed", state.Processed);
        json.Text("version", worker.Version);
        json.Text("unit", worker.Kept?.Unit.Id);
        json.Text("keeper", worker.Kept is { Reached: true } kept ? kept.Unit.Keeper : null);
        json.Seconds("uptime_s", WorkersView.Uptime(state, context));
        json.Seconds("heard_s", context.Snapshot.At - worker.Signs.LastHeard);
        json.WriteString("note", WorkersView.Note(state, context.Snapshot.At));
        json.List("alarms", state.Alarms.IsDefault ? [] : state.Alarms, json.WriteStringValue);
        json.Text("stale", state.Stale);
    }

    private static void Link(Utf8JsonWriter json, KeeperLink? link, ViewContext context)
    {
        if (link is null)
        {
            json.WriteNull("link");
            return;
        }

        json.WriteStartObject("link");
        json.WriteString("evidence", link.Evidence.ToString().ToLowerInvariant());
        json.WriteString("why", link.Why);
        json.WriteBoolean("reached", link.Reached);
        json.Count("pid", link.Unit.Process?.Pid);
        json.Count("restarts", link.Unit.Restarts);
        json.Text("last_exit", link.Unit.LastExit);
        json.Seconds("due_s", link.Unit.Due - context.Snapshot.At);
        json.WriteEndObject();
    }

    private static void Runs(Utf8JsonWriter json, string name, Fact<System.Collections.Immutable.ImmutableArray<TaskRun>> fact, ViewContext context) =>
        json.List(name, fact.HasValue ? fact.Value.AsEnumerable() : null, run => TaskRunJson.Write(json, run, context));
}
