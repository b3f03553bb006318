using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What a Celery source must be told: where the broker is, and the workers' settings that its URL does not tell (celery-redis §1.2).</summary>
/// <param name="Broker">The server.</param>
/// <param name="Names">Names of channels and keys; its database is the broker's.</param>
public sealed record CelerySettings(BrokerUrl Broker, CeleryNames Names)
{
    /// <summary>Queues to show besides those that workers or routing tables name.</summary>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>How long an answer is waited for before it counts as "no answer".</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>An answer that comes later than that is still taken for so long.</summary>
    public TimeSpan LateReplies { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Workers kept at most; whatever is over it is counted and dropped.</summary>
    public int MostWorkers { get; init; } = 10_000;

    /// <summary>The source part of worker ids: empty while the cluster has one Celery source.</summary>
    public string IdSource { get; init; } = "";

    /// <summary>The settings of a plain broker URL.</summary>
    public static CelerySettings Of(BrokerUrl broker, CeleryNames? names = null) =>
        new(broker, (names ?? new CeleryNames()) with { Database = broker.Database });
}
