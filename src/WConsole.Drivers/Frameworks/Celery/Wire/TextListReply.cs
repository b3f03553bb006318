using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Replies that are a list of texts: `revoked` (task ids) and `registered` (`name` or `name [attr=value …]`).</summary>
public static class TextListReply
{
    /// <summary>The texts in their order; null when the reply is no list, such as an error.</summary>
    public static ImmutableArray<string>? From(WireValue value) =>
        value.Kind == WireKind.List ? value.Each(item => item.AsName()) : null;

    /// <summary>The task's name in an element of `registered`, without its attributes.</summary>
    public static string TaskName(string registered)
    {
        ArgumentNullException.ThrowIfNull(registered);
        var attributes = registered.IndexOf(" [", StringComparison.Ordinal);
        return attributes < 0 ? registered : registered[..attributes];
    }
}
