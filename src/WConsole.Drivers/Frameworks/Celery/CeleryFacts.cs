using System.Collections.Immutable;
using System.Globalization;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Which command answers which fact, and what its reply means to the fleet. Pure.</summary>
internal static class CeleryFacts
{
    /// <summary>The inspect command of a fact; null when it is no command that answers it.</summary>
    public static ControlMethod? MethodOf(FactKind kind) => kind switch
    {
        FactKind.Control => new ControlMethod.Ping(),
        FactKind.Stats => new ControlMethod.Stats(),
        // As texts: arguments that JSON cannot hold would make the whole reply fail.
        FactKind.Active => new ControlMethod.Active(Safe: true),
        FactKind.Reserved => new ControlMethod.Reserved(),
        FactKind.Scheduled => new ControlMethod.Scheduled(),
        FactKind.Revoked => new ControlMethod.Revoked(),
        FactKind.Registered => new ControlMethod.Registered(),
        FactKind.Queues => new ControlMethod.ActiveQueues(),
        FactKind.Conf => new ControlMethod.Conf(),
        FactKind.Report => new ControlMethod.Report(),
        FactKind.Clock => new ControlMethod.Clock(),
        FactKind.Process or FactKind.Tree or FactKind.Depth => null,
    };

    /// <summary>The answer in a reply; null when the reply is something else, such as an error.</summary>
    /// <param name="pool">The worker's pool, as far as known: it tells what a `worker_pid` is.</param>
    public static FactAnswer? AnswerOf(FactKind kind, WireValue value, string? pool) => kind switch
    {
        FactKind.Stats => StatsReply.From(value) is { } stats ? new FactAnswer.Stats(CeleryStats.Of(stats)) : null,
        FactKind.Active => TaskInfo.ListFrom(value) is { } runs ? new FactAnswer.Active(Runs(runs, pool)) : null,
        FactKind.Reserved => TaskInfo.ListFrom(value) is { } runs ? new FactAnswer.Reserved(Runs(runs, pool)) : null,
        FactKind.Scheduled => ScheduledEntry.ListFrom(value) is { } entries
            ? new FactAnswer.Scheduled([.. entries.Select(e => Run(e.Task, pool) with { Eta = e.Eta, Priority = e.Priority ?? e.Task.Priority })])
            : null,
        FactKind.Revoked => TextListReply.From(value) is { } ids ? new FactAnswer.Revoked(ids) : null,
        FactKind.Registered => TextListReply.From(value) is { } names ? new FactAnswer.Registered(names) : null,
        FactKind.Queues => QueueInfo.ListFrom(value) is { } queues
            ? new FactAnswer.Queues([.. queues.Select(q => new QueueBinding(q.Name, q.Exchange, q.ExchangeType, q.RoutingKey))])
            : null,
        FactKind.Conf => ConfSetting.ListFrom(value) is { } settings
            ? new FactAnswer.Conf([.. settings.Select(s => new Detail(s.Key, s.Value))])
            : null,
        FactKind.Report => ReportReply.From(value) is { } report ? new FactAnswer.Report(report.Text) : null,
        FactKind.Clock => ClockReply.From(value) is { } clock ? new FactAnswer.Clock(clock) : null,
        FactKind.Control or FactKind.Process or FactKind.Tree or FactKind.Depth => null,
    };

    private static ImmutableArray<TaskRun> Runs(ImmutableArray<TaskInfo> infos, string? pool) => [.. infos.Select(i => Run(i, pool))];

    private static TaskRun Run(TaskInfo info, string? pool) => new(
        info.Id,
        info.Name ?? "",
        info.Args,
        info.Kwargs,
        Instant(info.TimeStart),
        null,
        info.Acknowledged,
        SlotPid(info.WorkerPid, pool),
        info.RoutingKey,
        info.Priority,
        info.Redelivered);

    // Threads name the main process, green pools an ident that is no pid at all (celery-redis §2.1).
    private static int? SlotPid(long? pid, string? pool) =>
        pool is null or "prefork" or "solo" && pid is > 0 and <= int.MaxValue ? (int)pid : null;

    private static DateTimeOffset? Instant(double? epochSeconds) =>
        epochSeconds is > 0 and < 253_402_300_799 ? DateTimeOffset.UnixEpoch.AddSeconds(epochSeconds.Value) : null;
}

/// <summary>A worker's stats in the fleet's words, with every limit marked that its pool does not enforce (celery-redis §2.2). Pure.</summary>
internal static class CeleryStats
{
    public static WorkerStats Of(StatsReply stats)
    {
        var pool = stats.Pool;
        var kind = Word(pool);
        var limits = ImmutableArray.Create(
            Limit("soft time limit", pool.SoftTimeLimit, "s", kind),
            Limit("hard time limit", pool.HardTimeLimit, "s", kind),
            Limit("max tasks per child", pool.MaxTasksPerChild, "", kind));
        return new WorkerStats(
            stats.Pid,
            stats.Uptime,
            new Pool(kind, pool.Slots, kind is "prefork" or "solo" ? pool.Processes ?? [] : [], limits, Autoscale(stats)),
            stats.Total is { } total ? [.. total.Select(t => new TaskTotal(t.Name, t.Started))] : [],
            stats.MaxRssKib is > 0 and < long.MaxValue / 1024 ? stats.MaxRssKib * 1024 : null,
            stats.PrefetchCount,
            Broker(stats.Broker),
            [.. Details(stats, kind)]);
    }

    private static string? Word(PoolStats pool) => pool.Kind switch
    {
        CeleryPool.Prefork => "prefork",
        CeleryPool.Threads => "threads",
        CeleryPool.Solo => "solo",
        CeleryPool.Gevent => "gevent",
        CeleryPool.Eventlet => "eventlet",
        CeleryPool.Unknown => pool.Implementation,
    };

    private static Detail Limit(string label, ReportedLimit limit, string unit, string? kind)
    {
        var value = !limit.IsReported ? "not told"
            : limit.Value is { } v ? (v.ToString("0.###", CultureInfo.InvariantCulture) + " " + unit).TrimEnd()
            : "none";
        return kind is "prefork" or null ? new Detail(label, value) : new Detail(label, value, Enforced: false, $"a {kind} pool does not enforce it");
    }

    private static WConsole.Fleet.Model.AutoscaleRange? Autoscale(StatsReply stats) =>
        stats.Autoscale is { } range ? new WConsole.Fleet.Model.AutoscaleRange(range.Min, range.Max, range.Current) : null;

    private static string? Broker(BrokerStats broker)
    {
        if (broker.HostName is not { } host)
        {
            return null;
        }

        // With a unix socket the host name is the whole URL already.
        return host.Contains("://", StringComparison.Ordinal)
            ? host
            : Secrets.Mask($"{broker.Transport ?? "?"}://{host}:{broker.Port?.ToString(CultureInfo.InvariantCulture) ?? "?"}/{broker.VirtualHost}");
    }

    private static IEnumerable<Detail> Details(StatsReply stats, string? kind)
    {
        if (stats.Autoscale is { } range)
        {
            var text = $"{range.Min?.ToString(CultureInfo.InvariantCulture) ?? "?"}–{range.Max?.ToString(CultureInfo.InvariantCulture) ?? "?"}";
            yield return kind is "threads" or "solo"
                ? new Detail("autoscale", text, Enforced: false, $"a {kind} pool does not scale")
                : new Detail("autoscale", text);
        }

        if (stats.Broker.User is { } user)
        {
            yield return new Detail("broker user", user);
        }

        foreach (var alternate in stats.Broker.Alternates)
        {
            yield return new Detail("broker alternate", Secrets.Mask(alternate));
        }

        if (stats.Pool.Threads is { } threads)
        {
            yield return new Detail(kind == "eventlet" ? "busy green threads" : "threads made", threads.ToString(CultureInfo.InvariantCulture));
        }
    }
}
