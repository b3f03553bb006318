using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Whom a control message addresses. An empty list means everybody to Celery (celery-redis §1.4), so this type cannot hold
/// one: it is <see cref="All"/>, said on purpose, or at least one node name. Patterns are not offered at all.
/// </summary>
public sealed class Destination
{
    private Destination(ImmutableArray<string>? names) => Names = names;

    /// <summary>Every worker that listens.</summary>
    public static Destination All { get; } = new(null);

    /// <summary>Node names, at least one and each once; null for every worker.</summary>
    public ImmutableArray<string>? Names { get; }

    /// <summary>These nodes by their full names.</summary>
    public static Destination Of(string first, params IEnumerable<string> rest) => new([.. rest.Prepend(first).Distinct(StringComparer.Ordinal)]);

    /// <summary>These nodes by their full names; null when there are none, which must not become everybody.</summary>
    public static Destination? OfAny(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } some ? new(some) : null;
}
