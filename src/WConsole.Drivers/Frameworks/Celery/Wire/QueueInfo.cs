using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>A queue that a worker consumes, from `active_queues`. What was not said is null.</summary>
public sealed record QueueInfo(string Name, string? Exchange, string? ExchangeType, string? RoutingKey, bool? Durable, bool? AutoDelete, int? MaxPriority)
{
    /// <summary>The queues of a reply; null when the reply is no list, such as an error.</summary>
    public static ImmutableArray<QueueInfo>? ListFrom(WireValue value) =>
        value.Kind == WireKind.List ? value.Each(From) : null;

    private static QueueInfo? From(WireValue value) =>
        value["name"].AsId() is { } name
            ? new QueueInfo(
                name, value["exchange"]["name"].AsName(), value["exchange"]["type"].AsName(), value["routing_key"].AsName(),
                value["durable"].AsBool(), value["auto_delete"].AsBool(), value["max_priority"].AsInt())
            : null;
}
