using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// The pool in `stats` (celery-redis §2.2). Null is "not said". <see cref="Kind"/> comes from `implementation`, or from the
/// shape of older workers' replies.
/// </summary>
public sealed record PoolStats
{
    public CeleryPool Kind { get; init; }

    /// <summary>The implementation's Python path, as told.</summary>
    public string? Implementation { get; init; }

    /// <summary>`max-concurrency`: of prefork the size at start, not the present one.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Pids of pool children; of solo its own.</summary>
    public ImmutableArray<int>? Processes { get; init; }

    /// <summary>Busy green threads (eventlet), or threads created so far (threads).</summary>
    public int? Threads { get; init; }

    /// <summary>Seconds.</summary>
    public ReportedLimit SoftTimeLimit { get; init; }

    /// <summary>Seconds.</summary>
    public ReportedLimit HardTimeLimit { get; init; }

    /// <summary>Task runs.</summary>
    public ReportedLimit MaxTasksPerChild { get; init; }

    /// <summary>How many task runs can execute at once now: of prefork the number of children, else `max-concurrency`.</summary>
    public int? Slots => Kind == CeleryPool.Prefork ? Processes?.Length ?? MaxConcurrency : MaxConcurrency;

    internal static PoolStats From(WireValue pool, int? mainPid)
    {
        var processes = pool["processes"];
        ImmutableArray<int>? pids = processes.Kind == WireKind.List ? Pids(processes) : null;
        var timeouts = pool["timeouts"];
        var noTimeouts = timeouts.Kind == WireKind.List && timeouts.Count == 0 ? WireValue.Null : default;
        return new PoolStats
        {
            Kind = KindOf(pool, pids, mainPid),
            Implementation = pool["implementation"].Display(200),
            MaxConcurrency = pool["max-concurrency"].AsInt(),
            Processes = pids,
            Threads = (pool["running-threads"].AsInt() ?? pool["threads"].AsInt()) is >= 0 and var threads ? threads : null,
            SoftTimeLimit = ReportedLimit.From(timeouts.Count > 0 ? timeouts[0] : noTimeouts),
            HardTimeLimit = ReportedLimit.From(timeouts.Count > 1 ? timeouts[1] : noTimeouts),
            MaxTasksPerChild = ReportedLimit.From(pool["max-tasks-per-child"]),
        };
    }

    private static ImmutableArray<int> Pids(WireValue processes)
    {
        var pids = ImmutableArray.CreateBuilder<int>();
        foreach (var process in processes.Items)
        {
            if (StatsReply.PositiveInt(process) is { } pid)
            {
                pids.Add(pid);
            }
        }

        return pids.ToImmutable();
    }

    private static CeleryPool KindOf(WireValue pool, ImmutableArray<int>? pids, int? mainPid) => pool["implementation"].AsString() switch
    {
        "celery.concurrency.prefork:TaskPool" => CeleryPool.Prefork,
        "celery.concurrency.thread:TaskPool" => CeleryPool.Threads,
        "celery.concurrency.solo:TaskPool" => CeleryPool.Solo,
        "celery.concurrency.gevent:TaskPool" => CeleryPool.Gevent,
        "celery.concurrency.eventlet:TaskPool" => CeleryPool.Eventlet,
        not null => CeleryPool.Unknown,
        null when pool["writes"].Kind == WireKind.Map => CeleryPool.Prefork,
        null when pool["running-threads"].AsInt() is not null => CeleryPool.Eventlet,
        null when pool["threads"].AsInt() is not null => CeleryPool.Threads,
        null when mainPid is { } pid && pids is { } own && own.Contains(pid) => CeleryPool.Solo,
        null => CeleryPool.Unknown,
    };
}
