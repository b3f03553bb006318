using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// The control commands that can be sent: this closed list and nothing else (celery-redis §2.1, §2.3). `election` kills
/// workers and `hello` makes them merge our state, so neither exists here.
/// </summary>
public abstract record ControlMethod
{
    private ControlMethod()
    {
    }

    public sealed record Ping : ControlMethod;

    public sealed record Stats : ControlMethod;

    /// <summary>Running task runs. <paramref name="Safe"/>: arguments as Python texts rather than values.</summary>
    public sealed record Active(bool Safe = false) : ControlMethod;

    public sealed record Reserved : ControlMethod;

    /// <summary>Task runs with an ETA or countdown; not periodic ones.</summary>
    public sealed record Scheduled : ControlMethod;

    public sealed record Revoked : ControlMethod;

    public sealed record Registered : ControlMethod;

    public sealed record ActiveQueues : ControlMethod;

    public sealed record Conf(bool WithDefaults = false) : ControlMethod;

    public sealed record Report : ControlMethod;

    public sealed record Clock : ControlMethod;

    /// <summary>Where these task runs are on the worker; does not find those with an ETA.</summary>
    public sealed record QueryTask(ImmutableArray<string> Ids) : ControlMethod;

    public sealed record PoolGrow(int By) : ControlMethod;

    /// <summary>Asking for as many as the pool has may empty it: the caller keeps at least one.</summary>
    public sealed record PoolShrink(int By) : ControlMethod;

    /// <summary>Warm stop. There is no reply.</summary>
    public sealed record Shutdown : ControlMethod;

    public sealed record EnableEvents : ControlMethod;

    public sealed record DisableEvents : ControlMethod;

    /// <summary>Asks for one heartbeat event.</summary>
    public sealed record Heartbeat : ControlMethod;

    /// <summary>Sets the range; a null keeps that end, both null only read it.</summary>
    public sealed record Autoscale(int? Max, int? Min) : ControlMethod;

    public sealed record AddConsumer(string Queue, string? Exchange = null, string? ExchangeType = null, string? RoutingKey = null) : ControlMethod;

    public sealed record CancelConsumer(string Queue) : ControlMethod;

    /// <summary>Drops waiting task runs; with <paramref name="Terminate"/> also kills running ones by <paramref name="Signal"/> (a name such as TERM; null is TERM).</summary>
    public sealed record Revoke(ImmutableArray<string> Ids, bool Terminate = false, string? Signal = null) : ControlMethod;

    /// <summary><paramref name="Limit"/>: `10/s`, `10/m`, `10/h`, `10`; `0` lifts it.</summary>
    public sealed record RateLimit(string TaskName, string Limit) : ControlMethod;

    /// <summary>Seconds. Takes effect only with the next pool restart, whatever the reply says.</summary>
    public sealed record TimeLimit(string TaskName, double? Soft, double? Hard) : ControlMethod;

    public sealed record PoolRestart(bool Reload = false) : ControlMethod;
}
