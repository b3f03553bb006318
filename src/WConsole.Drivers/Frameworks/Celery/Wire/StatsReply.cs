using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Reply to `stats` (celery-redis §2.2). What the worker did not say, or said in a way that is not understood, is null.
/// `Clock` is Lamport time; `Total` counts started task runs by task name since start; `MaxRssKib` is the peak of the main
/// process only; `PrefetchCount` 0 is unlimited.
/// </summary>
public sealed record StatsReply
{
    public int? Pid { get; init; }

    public TimeSpan? Uptime { get; init; }

    public long? Clock { get; init; }

    public ImmutableArray<TaskCount>? Total { get; init; }

    public int? PrefetchCount { get; init; }

    public long? MaxRssKib { get; init; }

    public PoolStats Pool { get; init; } = new();

    /// <summary>Null when the worker does not autoscale.</summary>
    public AutoscaleRange? Autoscale { get; init; }

    public BrokerStats Broker { get; init; } = new();

    /// <summary>The reply's value as stats; null when it is something else, such as an error.</summary>
    public static StatsReply? From(WireValue value)
    {
        if (value.Kind != WireKind.Map || (value.Count == 1 && value["error"].Kind == WireKind.Text))
        {
            return null;
        }

        var pid = PositiveInt(value["pid"]);
        var total = value["total"];
        var scaler = value["autoscaler"];
        return new StatsReply
        {
            Pid = pid,
            Uptime = value["uptime"].AsDouble() is >= 0 and < 1e10 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            Clock = value["clock"].AsLong(),
            Total = total.Kind == WireKind.Map ? Counts(total) : null,
            PrefetchCount = value["prefetch_count"].AsInt(),
            MaxRssKib = value["rusage"]["maxrss"].AsLong(),
            Pool = PoolStats.From(value["pool"], pid),
            Autoscale = scaler.Kind == WireKind.Map ? new(scaler["min"].AsInt(), scaler["max"].AsInt(), scaler["current"].AsInt()) : null,
            Broker = BrokerStats.From(value["broker"]),
        };
    }

    internal static int? PositiveInt(WireValue value) => value.AsInt() is > 0 and var n ? n : null;

    private static ImmutableArray<TaskCount> Counts(WireValue total)
    {
        var counts = ImmutableArray.CreateBuilder<TaskCount>();
        foreach (var (name, count) in total.Properties)
        {
            if (count.AsLong() is { } n)
            {
                counts.Add(new(name, n));
            }
        }

        return counts.ToImmutable();
    }
}
