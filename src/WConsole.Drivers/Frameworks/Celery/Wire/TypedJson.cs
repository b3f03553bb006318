using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Kombu's typed wrappers, `{"__type__": "datetime", "__value__": "…"}` (Kombu 5.3 and newer, celery-redis §1.8). They are
/// read as plain text, as older workers send them; we never send an object of that shape.
/// </summary>
internal static class TypedJson
{
    private const string TypeKey = "__type__";
    private const string ValueKey = "__value__";

    /// <summary>The wrapped value as text; anything that is no known wrapper as it is.</summary>
    public static WireValue Unwrap(WireValue value)
    {
        if (!IsWrapper(value))
        {
            return value;
        }

        var inner = value[ValueKey];
        return value[TypeKey].AsString() switch
        {
            "datetime" or "date" or "time" or "decimal" or "bytes" when inner.AsText() is { } text => WireValue.Of(text),
            "base64" when inner.AsString() is { } text => WireValue.Of(text),
            "uuid" when (inner["hex"].AsString() ?? inner.AsString()) is { } hex => WireValue.Of(Dashed(hex)),
            _ => value,
        };
    }

    /// <summary>True for an object with exactly the wrapper's two keys, which a receiver would unwrap.</summary>
    public static bool IsWrapper(WireValue value)
    {
        var properties = value.Properties;
        return properties.Length == 2
            && ((properties[0].Key == TypeKey && properties[1].Key == ValueKey) || (properties[0].Key == ValueKey && properties[1].Key == TypeKey));
    }

    private static string Dashed(string hex) =>
        hex.Length != 32
            ? hex
            : new StringBuilder(hex, 36).Insert(20, '-').Insert(16, '-').Insert(12, '-').Insert(8, '-').ToString();
}
