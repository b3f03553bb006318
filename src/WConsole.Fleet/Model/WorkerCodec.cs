using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of a worker with its signs.</summary>
internal static class WorkerCodec
{
    public static WorkerId ReadId(JsonElement json) =>
        json.GetString() is { } text && WorkerId.TryParse(text, out var id) ? id : throw new FormatException("no worker id");

    public static void Write(Utf8JsonWriter json, Worker worker)
    {
        json.WriteStartObject();
        json.WriteString("id", worker.Id.ToString());
        json.WriteString("name", worker.Name);
        json.Put("host", worker.HostName);
        json.WriteString("source", worker.Source.Value);
        json.Put("version", worker.Version);
        json.WritePropertyName("signs");
        Write(json, worker.Signs);
        json.PutEach("instances", worker.Instances, static (j, i) =>
        {
            j.WriteStartObject();
            j.WriteNumber("pid", i.Pid);
            j.WriteNumber("first", i.FirstHeard.Ticks);
            j.WriteNumber("last", i.LastHeard.Ticks);
            j.WriteEndObject();
        });
        if (worker.Kept is { } kept)
        {
            json.WritePropertyName("kept");
            UnitCodec.Write(json, kept);
        }

        json.WriteBoolean("only_kept", worker.IsOnlyKept);
        json.PutTexts("disputes", worker.Disputes);
        json.WritePropertyName("facts");
        FactsCodec.Write(json, worker.Facts);
        json.WriteEndObject();
    }

    public static Worker Read(JsonElement json) => new(
        ReadId(json.GetProperty("id")), json.Text("name"), json.TextOrNull("host"), new SourceId(json.Text("source")), json.TextOrNull("version"),
        ReadSigns(json.GetProperty("signs")),
        json.Each("instances", static i => new Instance(i.Int("pid"), i.Span("first"), i.Span("last"))),
        FactsCodec.Read(json.GetProperty("facts")))
    {
        Kept = json.TryGetProperty("kept", out var kept) ? UnitCodec.ReadLink(kept) : null,
        IsOnlyKept = json.GetProperty("only_kept").GetBoolean(),
        Disputes = json.Texts("disputes"),
    };

    private static void Write(Utf8JsonWriter json, WorkerSigns signs)
    {
        json.WriteStartObject();
        json.WriteNumber("first_seen", signs.FirstSeen.Ticks);
        json.Put("last_heard", signs.LastHeard);
        json.Put("last_beat", signs.LastBeat);
        json.Put("beat_every", signs.BeatEvery);
        json.Put("online", signs.OnlineAt);
        json.Put("offline", signs.OfflineAt);
        json.Put("offline_active", signs.OfflineActive);
        json.Put("pong", signs.PongAt);
        json.WriteNumber("silent_pings", signs.SilentPings);
        json.Put("first_silent", signs.FirstSilentAt);
        json.WriteString("subscribed", signs.Subscribed.ToString());
        json.WriteString("mailbox", signs.Mailbox.ToString());
        json.WriteNumber("restarts", signs.Restarts);
        json.Put("active", signs.ActiveCount);
        json.Put("processed", signs.ProcessedCount);
        json.Put("processed_grew", signs.ProcessedGrewAt);
        json.WriteEndObject();
    }

    private static WorkerSigns ReadSigns(JsonElement json) => new(
        FirstSeen: json.Span("first_seen"),
        LastHeard: json.SpanOrNull("last_heard"),
        LastBeat: json.SpanOrNull("last_beat"),
        BeatEvery: json.SpanOrNull("beat_every"),
        OnlineAt: json.SpanOrNull("online"),
        OfflineAt: json.SpanOrNull("offline"),
        OfflineActive: json.IntOrNull("offline_active"),
        PongAt: json.SpanOrNull("pong"),
        SilentPings: json.Int("silent_pings"),
        FirstSilentAt: json.SpanOrNull("first_silent"),
        Subscribed: json.Enum<Light>("subscribed"),
        Mailbox: json.Enum<Light>("mailbox"),
        Restarts: json.Int("restarts"),
        ActiveCount: json.IntOrNull("active"),
        ProcessedCount: json.LongOrNull("processed"),
        ProcessedGrewAt: json.SpanOrNull("processed_grew"));
}
