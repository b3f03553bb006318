using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace WConsole.Fleet.Launch;

/// <summary>What requests, replies and the journal share: one JSON object a line, its version first.</summary>
internal static class LaunchLine
{
    private const int UsualBytes = 512;

    /// <summary>One line with its end.</summary>
    /// <param name="put">Writes the members into the open object.</param>
    public static byte[] Encode(int version, Action<Utf8JsonWriter> put)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualBytes);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", version);
            put(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A list that must be there.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static ImmutableArray<T> Given<T>(ImmutableArray<T> items) => items.IsDefault ? throw new FormatException() : items;
}
