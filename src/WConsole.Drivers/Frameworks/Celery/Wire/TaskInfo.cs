using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One task run as `active`, `reserved`, `scheduled` and `query_task` tell it (celery-redis §2.1). Arguments are texts for
/// people, cut when long. `TimeStart` is epoch seconds, null before it runs. `WorkerPid` is no pid on gevent and eventlet:
/// never signal it. What was not said is null.
/// </summary>
public sealed record TaskInfo
{
    /// <summary>Never empty: an element without an id is no task run.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Args { get; init; }

    public string? Kwargs { get; init; }

    public string? Node { get; init; }

    public double? TimeStart { get; init; }

    public bool? Acknowledged { get; init; }

    public long? WorkerPid { get; init; }

    public string? Exchange { get; init; }

    public string? RoutingKey { get; init; }

    public int? Priority { get; init; }

    public bool? Redelivered { get; init; }

    /// <summary>The task runs of a list reply; null when the reply is no list, such as an error.</summary>
    public static ImmutableArray<TaskInfo>? ListFrom(WireValue value) =>
        value.Kind == WireKind.List ? value.Each(From) : null;

    internal static TaskInfo? From(WireValue value)
    {
        if (value["id"].AsId() is not { } id)
        {
            return null;
        }

        var delivery = value["delivery_info"];
        return new TaskInfo
        {
            Id = id,
            Name = value["name"].AsName() ?? value["type"].AsName(),
            Args = value["args"].Display(),
            Kwargs = value["kwargs"].Display(),
            Node = value["hostname"].AsId(),
            TimeStart = value["time_start"].AsDouble(),
            Acknowledged = value["acknowledged"].AsBool(),
            WorkerPid = value["worker_pid"].AsLong(),
            Exchange = delivery["exchange"].AsName(),
            RoutingKey = delivery["routing_key"].AsName(),
            Priority = delivery["priority"].AsInt(),
            Redelivered = delivery["redelivered"].AsBool(),
        };
    }
}
