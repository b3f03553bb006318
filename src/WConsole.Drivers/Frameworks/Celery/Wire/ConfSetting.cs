using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>One setting of a worker's `conf` reply, its value as masked text: a string as it is, everything else as JSON.</summary>
public readonly record struct ConfSetting(string Key, string Value)
{
    /// <summary>The settings in the order of their names; null when the reply is an error or no object.</summary>
    public static ImmutableArray<ConfSetting>? ListFrom(WireValue value) =>
        value.Kind != WireKind.Map || (value.Count == 1 && value["error"].Kind == WireKind.Text)
            ? null
            : [.. value.Properties.Select(p => new ConfSetting(p.Key, Text(p.Key, p.Value))).OrderBy(s => s.Key, StringComparer.Ordinal)];

    private static string Text(string key, WireValue value) =>
        Secrets.IsSecretName(key) && !value.IsNothing ? Secrets.Mark : value.Display(WireLimits.LongTextChars) ?? "";
}
