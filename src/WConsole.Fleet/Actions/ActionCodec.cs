using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>The versioned JSON forms of actions and audit records, written by hand. Reading never throws on outside bytes.</summary>
public static class ActionCodec
{
    /// <summary>Version of these forms, in every line.</summary>
    public const int Version = 1;

    public static void Write(Utf8JsonWriter json, AuditRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteString("id", record.Id);
        json.WriteString("at", record.At);
        json.WriteString("event", record.Event);
        json.WriteString("by", record.By);
        json.WriteString("host", record.Host);
        json.WriteString("cluster", record.Cluster);
        json.WriteString("action", record.Action);
        json.WriteString("target", record.Target);
        json.WriteString("route", record.Route);
        json.WriteString("outcome", record.Outcome);
        json.WriteString("text", record.Text);
        json.WriteEndObject();
    }

    /// <summary>Reads one line; false when it is no audit record of a version that is known.</summary>
    public static bool TryReadAudit(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out AuditRecord? record)
    {
        record = JsonForm.TryRead(utf8, Version, ReadAudit);
        return record is not null;
    }

    public static void Write(Utf8JsonWriter json, FleetAction action)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteString("action", action.Action.Value);
        json.WriteStartArray("targets");
        foreach (var target in action.Targets)
        {
            json.WriteStringValue(target.ToString());
        }

        json.WriteEndArray();
        json.Put("amount", action.Amount);
        json.Put("timeout", action.Timeout);
        json.Put("then", action.Then?.Value);
        json.WriteString("by", action.By);
        json.Put("signal", action.Signal);
        json.WriteEndObject();
    }

    /// <summary>Reads one action; false when it is none of a version that is known.</summary>
    public static bool TryReadAction(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out FleetAction? action)
    {
        action = JsonForm.TryRead(utf8, Version, ReadAction);
        return action is not null;
    }

    internal static AuditRecord ReadAudit(JsonElement json) => new(
        json.Text("id"), json.GetProperty("at").GetDateTimeOffset(), json.Text("event"), json.Text("by"), json.Text("host"), json.Text("cluster"),
        json.Text("action"), json.Text("target"), json.Text("route"), json.Text("outcome"), json.Text("text"));

    internal static FleetAction ReadAction(JsonElement json) => new(
        new ActionId(json.Text("action")),
        json.Each("targets", t => WorkerCodec.ReadId(t)),
        json.IntOrNull("amount"),
        json.SpanOrNull("timeout"),
        json.TextOrNull("then") is { } then ? new ActionId(then) : null,
        json.Text("by"),
        json.TextOrNull("signal"));
}
