using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Events;

/// <summary>
/// The versioned JSON form of every event, written by hand: recorder, launcher socket and <c>-o jsonl</c> share it. Reading never throws on
/// outside bytes. Stamps are ticks on the writer's monotonic clock.
/// </summary>
public static class EventCodec
{
    /// <summary>Version of the form, in every line.</summary>
    public const int Version = 1;

    public static void Write(Utf8JsonWriter json, FleetEvent fleetEvent)
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteString("event", NameOf(fleetEvent));
        json.WriteNumber("at", fleetEvent.At.Ticks);
        switch (fleetEvent)
        {
            case FleetEvent.SourceChanged e:
                json.WritePropertyName("state");
                SourceCodec.Write(json, e.State);
                break;
            case FleetEvent.Malformed e:
                json.WriteString("source", e.Source.Value);
                json.WriteNumber("count", e.Count);
                json.WriteString("example", e.Example);
                break;
            case FleetEvent.WorkersCapped e:
                json.WriteString("source", e.Source.Value);
                json.WriteNumber("count", e.Count);
                break;
            case FleetEvent.ListenersCounted e:
                json.WriteString("source", e.Source.Value);
                json.WriteNumber("count", e.Count);
                break;
            case FleetEvent.QueueSeen e:
                QueueCodec.Put(json, e.Queue);
                json.WritePropertyName("depth");
                QueueCodec.Write(json, e.Depth);
                break;
            case FleetEvent.QueueFailed e:
                QueueCodec.Put(json, e.Queue);
                json.WriteString("why", e.Why);
                break;
            case FleetEvent.ActionChanged e:
                json.WritePropertyName("run");
                ActionRunCodec.Write(json, e.Run);
                break;
            case FleetEvent.Audited e:
                json.WritePropertyName("record");
                ActionCodec.Write(json, e.Record);
                break;
            default:
                EventCodecWorkers.Write(json, fleetEvent);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Reads one event; false when the bytes are none of a version that is known.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out FleetEvent? fleetEvent)
    {
        fleetEvent = JsonForm.TryRead(utf8, Version, Read);
        return fleetEvent is not null;
    }

    private static FleetEvent Read(JsonElement json)
    {
        var at = json.Span("at");
        return json.Text("event") switch
        {
            "source" => new FleetEvent.SourceChanged(at, SourceCodec.Read(json.GetProperty("state"))),
            "malformed" => new FleetEvent.Malformed(at, new SourceId(json.Text("source")), json.Long("count"), json.Text("example")),
            "capped" => new FleetEvent.WorkersCapped(at, new SourceId(json.Text("source")), json.Int("count")),
            "listeners" => new FleetEvent.ListenersCounted(at, new SourceId(json.Text("source")), json.Int("count")),
            "queue-seen" => new FleetEvent.QueueSeen(at, QueueCodec.ReadId(json), QueueCodec.ReadDepth(json.GetProperty("depth"))),
            "queue-failed" => new FleetEvent.QueueFailed(at, QueueCodec.ReadId(json), json.Text("why")),
            "action" => new FleetEvent.ActionChanged(at, ActionRunCodec.Read(json.GetProperty("run"))),
            "audited" => new FleetEvent.Audited(at, ActionCodec.ReadAudit(json.GetProperty("record"))),
            var name => EventCodecWorkers.Read(name, at, json),
        };
    }

    private static string NameOf(FleetEvent fleetEvent) => fleetEvent switch
    {
        FleetEvent.SourceChanged => "source",
        FleetEvent.Malformed => "malformed",
        FleetEvent.WorkersCapped => "capped",
        FleetEvent.ListenersCounted => "listeners",
        FleetEvent.WorkerListed => "listed",
        FleetEvent.MailboxSeen => "mailbox",
        FleetEvent.UnitSeen => "unit",
        FleetEvent.UnitGone => "unit-gone",
        FleetEvent.WorkerOnline => "online",
        FleetEvent.WorkerBeat => "beat",
        FleetEvent.WorkerOffline => "offline",
        FleetEvent.WorkerAnswered => "answered",
        FleetEvent.WorkerSilent => "silent",
        FleetEvent.FactAsked => "fact-asked",
        FleetEvent.FactAnswered => "fact",
        FleetEvent.FactFailed => "fact-failed",
        FleetEvent.QueueSeen => "queue-seen",
        FleetEvent.QueueFailed => "queue-failed",
        FleetEvent.ActionChanged => "action",
        FleetEvent.Audited => "audited",
        _ => throw new UnreachableException(),
    };
}
