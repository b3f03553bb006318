using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using WConsole.Fleet.Model;

namespace WConsole.Cli.Output;

/// <summary>JSON by hand: no reflection, one shape per entity, unknown is null, control characters are escapes.</summary>
internal static class JsonText
{
    // Everything printable as it is; control and invisible format characters (which could reorder a terminal's line) as \u escapes.
    private static readonly JavaScriptEncoder Encoder = MakeEncoder();

    public static byte[] Of(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = Encoder, NewLine = "\n" }))
        {
            write(json);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    public static void Count(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } n)
        {
            json.WriteNumber(name, n);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Truth(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } b)
        {
            json.WriteBoolean(name, b);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A span in seconds, to the millisecond.</summary>
    public static void Seconds(this Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } span)
        {
            json.WriteNumber(name, Math.Round((decimal)span.TotalSeconds, 3));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>UTC, ISO 8601, to the millisecond.</summary>
    public static void Moment(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        // The round-trip format, which the runtime has ready, less its last four digits.
        const int ToMilliseconds = 23;
        json.Text(name, value is { } at ? string.Concat(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).AsSpan(0, ToMilliseconds), "Z") : null);
    }

    public static void Light(this Utf8JsonWriter json, string name, Light light) =>
        json.WriteString(name, light switch { Fleet.Model.Light.Yes => "yes", Fleet.Model.Light.No => "no", Fleet.Model.Light.Unknown => "unknown" });

    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T>? items, Action<T> write)
    {
        if (items is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static JavaScriptEncoder MakeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidRange(UnicodeRange.Create('\u200b', '\u200f'));
        settings.ForbidRange(UnicodeRange.Create('\u2028', '\u202f'));
        settings.ForbidRange(UnicodeRange.Create('\u2060', '\u206f'));
        settings.ForbidCharacter('\ufeff');
        return JavaScriptEncoder.Create(settings);
    }
}
