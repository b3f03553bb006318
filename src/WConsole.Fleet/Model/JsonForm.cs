using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>What the hand-written JSON forms share. Spans of time are written as their ticks, so that they come back exactly.</summary>
internal static class JsonForm
{
    /// <summary>Reads one value of a known version; null when the bytes are no such thing.</summary>
    /// <param name="read">May throw what <see cref="JsonElement"/> throws: it becomes null here.</param>
    public static T? TryRead<T>(ReadOnlyMemory<byte> utf8, int version, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("v", out var v) && v.TryGetInt32(out var n) && n == version ? read(root) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            return null;
        }
    }

    public static void Put(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    public static void Put(this Utf8JsonWriter json, string name, TimeSpan? value) => json.Put(name, value?.Ticks);

    public static void Put(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void Put(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
    }

    public static void Put(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } known)
        {
            json.WriteString(name, known);
        }
    }

    public static void PutEach<T>(this Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.IsDefault)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    public static void PutTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> items) => json.PutEach(name, items, static (j, t) => j.WriteStringValue(t));

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException(name);

    public static string? TextOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var v) ? v.GetString() : null;

    public static int Int(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    public static int? IntOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var v) ? v.GetInt32() : null;

    public static long Long(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    public static long? LongOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var v) ? v.GetInt64() : null;

    public static bool? BoolOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var v) ? v.GetBoolean() : null;

    public static TimeSpan Span(this JsonElement json, string name) => new(json.Long(name));

    public static TimeSpan? SpanOrNull(this JsonElement json, string name) => json.LongOrNull(name) is { } ticks ? new TimeSpan(ticks) : null;

    public static DateTimeOffset? MomentOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var v) ? v.GetDateTimeOffset() : null;

    /// <summary>The items of an array; the default array when it is not there.</summary>
    public static ImmutableArray<T> Each<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var items) ? [.. items.EnumerateArray().Select(read)] : default;

    public static ImmutableArray<string> Texts(this JsonElement json, string name) => json.Each(name, static t => t.GetString() ?? throw new FormatException());

    /// <summary>A member of an enum by its name; the name of another is no value.</summary>
    public static T Enum<T>(this JsonElement json, string name)
        where T : struct, Enum =>
        System.Enum.TryParse<T>(json.Text(name), out var value) && System.Enum.IsDefined(value) ? value : throw new FormatException(name);
}
