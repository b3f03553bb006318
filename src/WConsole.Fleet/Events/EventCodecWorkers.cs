using System.Diagnostics;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Events;

/// <summary>The part of <see cref="EventCodec"/> for events about one worker.</summary>
internal static class EventCodecWorkers
{
    /// <summary>Writes the properties of an event into its open object.</summary>
    public static void Write(Utf8JsonWriter json, FleetEvent fleetEvent)
    {
        switch (fleetEvent)
        {
            case FleetEvent.WorkerListed e:
                Put(json, e.Worker);
                break;
            case FleetEvent.MailboxSeen e:
                Put(json, e.Worker);
                json.WriteString("registered", e.Registered.ToString());
                break;
            case FleetEvent.UnitSeen e:
                json.WritePropertyName("unit");
                UnitCodec.Write(json, e.Unit);
                break;
            case FleetEvent.UnitGone e:
                json.WriteString("source", e.Source.Value);
                json.WriteString("unit", e.Unit);
                break;
            case FleetEvent.WorkerOnline e:
                Put(json, e.Worker, e.Beat);
                break;
            case FleetEvent.WorkerBeat e:
                Put(json, e.Worker, e.Beat);
                break;
            case FleetEvent.WorkerOffline e:
                Put(json, e.Worker, e.Beat);
                break;
            case FleetEvent.WorkerAnswered e:
                Put(json, e.Worker);
                json.WriteNumber("round_trip", e.RoundTrip.Ticks);
                break;
            case FleetEvent.WorkerSilent e:
                json.WriteString("worker", e.Worker.ToString());
                json.WriteString("subscribed", e.Subscribed.ToString());
                break;
            case FleetEvent.FactAsked e:
                json.WriteString("worker", e.Worker.ToString());
                json.WriteString("kind", e.Kind.ToString());
                break;
            case FleetEvent.FactAnswered e:
                json.WriteString("worker", e.Worker.ToString());
                EventCodecFacts.Write(json, e.Answer);
                break;
            case FleetEvent.FactFailed e:
                json.WriteString("worker", e.Worker.ToString());
                json.WriteString("kind", e.Kind.ToString());
                json.WriteString("why", e.Why);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public static FleetEvent Read(string name, TimeSpan at, JsonElement json) => name switch
    {
        "listed" => new FleetEvent.WorkerListed(at, ReadRef(json)),
        "mailbox" => new FleetEvent.MailboxSeen(at, ReadRef(json), json.Enum<Light>("registered")),
        "unit" => new FleetEvent.UnitSeen(at, UnitCodec.Read(json.GetProperty("unit"))),
        "unit-gone" => new FleetEvent.UnitGone(at, new SourceId(json.Text("source")), json.Text("unit")),
        "online" => new FleetEvent.WorkerOnline(at, ReadRef(json), ReadBeat(json)),
        "beat" => new FleetEvent.WorkerBeat(at, ReadRef(json), ReadBeat(json)),
        "offline" => new FleetEvent.WorkerOffline(at, ReadRef(json), ReadBeat(json)),
        "answered" => new FleetEvent.WorkerAnswered(at, ReadRef(json), json.Span("round_trip")),
        "silent" => new FleetEvent.WorkerSilent(at, ReadId(json), json.Enum<Light>("subscribed")),
        "fact-asked" => new FleetEvent.FactAsked(at, ReadId(json), json.Enum<FactKind>("kind")),
        "fact" => new FleetEvent.FactAnswered(at, ReadId(json), EventCodecFacts.Read(json)),
        "fact-failed" => new FleetEvent.FactFailed(at, ReadId(json), json.Enum<FactKind>("kind"), json.Text("why")),
        _ => throw new FormatException(name),
    };

    private static void Put(Utf8JsonWriter json, WorkerRef worker)
    {
        json.WriteString("worker", worker.Id.ToString());
        json.WriteString("name", worker.Name);
        json.Put("host", worker.HostName);
        json.WriteString("source", worker.Source.Value);
    }

    private static void Put(Utf8JsonWriter json, WorkerRef worker, Beat beat)
    {
        Put(json, worker);
        json.WriteStartObject("beat");
        json.Put("pid", beat.Pid);
        json.Put("every", beat.Every);
        json.Put("active", beat.Active);
        json.Put("processed", beat.Processed);
        json.Put("version", beat.Version);
        json.WriteEndObject();
    }

    private static WorkerId ReadId(JsonElement json) => WorkerCodec.ReadId(json.GetProperty("worker"));

    private static WorkerRef ReadRef(JsonElement json) => new(ReadId(json), json.Text("name"), json.TextOrNull("host"), new SourceId(json.Text("source")));

    private static Beat ReadBeat(JsonElement json)
    {
        var beat = json.GetProperty("beat");
        return new Beat(beat.IntOrNull("pid"), beat.SpanOrNull("every"), beat.IntOrNull("active"), beat.LongOrNull("processed"), beat.TextOrNull("version"));
    }
}
