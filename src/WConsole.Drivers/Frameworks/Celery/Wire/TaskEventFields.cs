using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// What a task event can carry; each kind brings some of it, the rest is null (celery-redis §3.2). Texts made by Python
/// (arguments, result, exception) are for people only, masked and cut. Times are as sent.
/// </summary>
public sealed record TaskEventFields
{
    public string? Name { get; init; }

    public string? Args { get; init; }

    public string? Kwargs { get; init; }

    public string? RootId { get; init; }

    public string? ParentId { get; init; }

    public int? Retries { get; init; }

    public string? Eta { get; init; }

    public string? Expires { get; init; }

    public string? Queue { get; init; }

    public string? Exchange { get; init; }

    public string? RoutingKey { get; init; }

    public string? Result { get; init; }

    /// <summary>Seconds.</summary>
    public double? Runtime { get; init; }

    public string? Exception { get; init; }

    public string? Traceback { get; init; }

    public bool? Requeue { get; init; }

    public bool? Terminated { get; init; }

    /// <summary>A number or a name.</summary>
    public string? Signal { get; init; }

    public bool? Expired { get; init; }

    /// <summary>Fields of a custom event that no stock event has, as texts, in their order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Custom { get; init; } = [];

    internal static TaskEventFields From(WireValue e, TaskEventKind kind) => new()
    {
        Name = e["name"].AsName(),
        Args = Shown(e["args"]),
        Kwargs = Shown(e["kwargs"]),
        RootId = e["root_id"].AsName(),
        ParentId = e["parent_id"].AsName(),
        Retries = e["retries"].AsInt(),
        Eta = Shown(e["eta"]),
        Expires = Shown(e["expires"]),
        Queue = e["queue"].AsName(),
        Exchange = e["exchange"].AsName(),
        RoutingKey = e["routing_key"].AsName(),
        Result = Shown(e["result"]),
        Runtime = e["runtime"].AsDouble(),
        Exception = Shown(e["exception"]),
        Traceback = e["traceback"].IsNothing ? null : e["traceback"].Display(WireLimits.LongTextChars),
        Requeue = e["requeue"].AsBool(),
        Terminated = e["terminated"].AsBool(),
        Signal = e["signum"].IsNothing ? null : e["signum"].Display(32),
        Expired = e["expired"].AsBool(),
        Custom = kind == TaskEventKind.Custom ? CustomOf(e) : [],
    };

    private static ImmutableArray<KeyValuePair<string, string>> CustomOf(WireValue e) =>
    [
        .. e.Properties
            .Where(p => p.Key is not ("type" or "hostname" or "utcoffset" or "pid" or "clock" or "timestamp" or "uuid"))
            .Take(64)
            .Select(p => KeyValuePair.Create(p.Key, Secrets.IsSecretName(p.Key) ? Secrets.Mark : p.Value.Display() ?? "")),
    ];

    private static string? Shown(WireValue value) => value.IsNothing ? null : value.Display();
}
