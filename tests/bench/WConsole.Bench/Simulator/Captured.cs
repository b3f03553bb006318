using System.Text.Json.Nodes;

namespace WConsole.Bench.Simulator;

/// <summary>Payloads captured from real workers: the simulator's answers have their shape, the mutants are made of them.</summary>
internal static class Captured
{
    private const string Prefix = "captures/";

    /// <summary>All replies and events, as they stood in Redis.</summary>
    public static IReadOnlyList<(bool IsReply, byte[] Payload)> Messages { get; } =
    [
        .. typeof(Captured).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && (n.Contains("-reply-", StringComparison.Ordinal) || n.Contains("-event-", StringComparison.Ordinal)))
            .Select(n => (n.Contains("-reply-", StringComparison.Ordinal), Read(n))),
    ];

    /// <summary>What the only node in a captured reply answered; a copy.</summary>
    public static JsonNode? Answer(string name) => Body(name).AsObject().Single().Value?.DeepClone();

    /// <summary>The body of a captured event; a copy.</summary>
    public static JsonObject Event(string name) => Body(name) switch
    {
        JsonArray several => several[0]!.DeepClone().AsObject(),
        var one => one.AsObject(),
    };

    private static JsonNode Body(string name) =>
        JsonNode.Parse(Convert.FromBase64String(JsonNode.Parse(Read($"{Prefix}{name}.json"))!["body"]!.GetValue<string>()))!;

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Captured).Assembly.GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
