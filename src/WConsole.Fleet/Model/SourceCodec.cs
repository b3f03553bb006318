using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of a source's state.</summary>
internal static class SourceCodec
{
    public static void Write(Utf8JsonWriter json, SourceState state)
    {
        json.WriteStartObject();
        json.WriteString("id", state.Id.Value);
        json.WriteString("framework", state.Framework.Value);
        json.WriteString("address", state.Address);
        json.WriteString("phase", state.Phase.ToString());
        json.Put("why", state.Why);
        json.WriteString("fault", state.Fault.ToString());
        json.WriteNumber("since", state.Since.Ticks);
        json.Put("retry", state.RetryAt);
        json.WriteBoolean("ever_connected", state.EverConnected);
        json.Put("round_trip", state.RoundTrip);
        json.WriteNumber("malformed", state.Malformed);
        json.Put("listeners", state.Listeners);
        json.WriteNumber("capped", state.Capped);
        json.WriteEndObject();
    }

    public static SourceState Read(JsonElement json) => new(
        new SourceId(json.Text("id")), new FrameworkId(json.Text("framework")), json.Text("address"), json.Enum<SourcePhase>("phase"),
        json.TextOrNull("why"), json.Enum<SourceFault>("fault"), json.Span("since"), json.SpanOrNull("retry"), json.GetProperty("ever_connected").GetBoolean(),
        json.SpanOrNull("round_trip"), json.Long("malformed"), json.IntOrNull("listeners"), json.Int("capped"));
}
