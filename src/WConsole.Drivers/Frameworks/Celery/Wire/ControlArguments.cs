using System.Collections.Immutable;
using System.Diagnostics;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Name and arguments of each control command on the wire (celery-redis §2.1, §2.3).</summary>
internal static class ControlArguments
{
    public static string NameOf(ControlMethod method) => method switch
    {
        ControlMethod.Ping => "ping",
        ControlMethod.Stats => "stats",
        ControlMethod.Active => "active",
        ControlMethod.Reserved => "reserved",
        ControlMethod.Scheduled => "scheduled",
        ControlMethod.Revoked => "revoked",
        ControlMethod.Registered => "registered",
        ControlMethod.ActiveQueues => "active_queues",
        ControlMethod.Conf => "conf",
        ControlMethod.Report => "report",
        ControlMethod.Clock => "clock",
        ControlMethod.QueryTask => "query_task",
        ControlMethod.PoolGrow => "pool_grow",
        ControlMethod.PoolShrink => "pool_shrink",
        ControlMethod.Shutdown => "shutdown",
        ControlMethod.EnableEvents => "enable_events",
        ControlMethod.DisableEvents => "disable_events",
        ControlMethod.Heartbeat => "heartbeat",
        ControlMethod.Autoscale => "autoscale",
        ControlMethod.AddConsumer => "add_consumer",
        ControlMethod.CancelConsumer => "cancel_consumer",
        ControlMethod.Revoke => "revoke",
        ControlMethod.RateLimit => "rate_limit",
        ControlMethod.TimeLimit => "time_limit",
        ControlMethod.PoolRestart => "pool_restart",
        _ => throw new UnreachableException(),
    };

    /// <summary>The arguments object. Nulls are left out, except where null has a meaning of its own.</summary>
    public static WireValue Of(ControlMethod method) => method switch
    {
        ControlMethod.Active { Safe: true } => Object([new("safe", WireValue.Of(true))]),
        ControlMethod.Conf { WithDefaults: true } => Object([new("with_defaults", WireValue.Of(true))]),
        ControlMethod.QueryTask q => Object([new("ids", Texts(q.Ids))]),
        ControlMethod.PoolGrow g => Object([new("n", WireValue.Of(g.By))]),
        ControlMethod.PoolShrink s => Object([new("n", WireValue.Of(s.By))]),
        ControlMethod.Autoscale a => Object([new("max", Number(a.Max)), new("min", Number(a.Min))]),
        ControlMethod.AddConsumer c => Object([
            new("queue", WireValue.Of(c.Queue)), new("exchange", WireValue.Of(c.Exchange)),
            new("exchange_type", WireValue.Of(c.ExchangeType)), new("routing_key", WireValue.Of(c.RoutingKey))]),
        ControlMethod.CancelConsumer c => Object([new("queue", WireValue.Of(c.Queue))]),
        ControlMethod.Revoke r => Object([new("task_id", Texts(r.Ids)), new("terminate", WireValue.Of(r.Terminate)), new("signal", WireValue.Of(r.Signal))]),
        ControlMethod.RateLimit r => Object([new("task_name", WireValue.Of(r.TaskName)), new("rate_limit", WireValue.Of(r.Limit))]),
        ControlMethod.TimeLimit t => Object([new("task_name", WireValue.Of(t.TaskName)), new("soft", Number(t.Soft)), new("hard", Number(t.Hard))]),
        ControlMethod.PoolRestart { Reload: true } => Object([new("reload", WireValue.Of(true))]),
        _ => Object([]),
    };

    private static WireValue Object(KeyValuePair<string, WireValue>[] properties) =>
        WireValue.Map(Array.FindAll(properties, static p => !p.Value.IsNothing));

    private static WireValue Texts(ImmutableArray<string> texts) => WireValue.List([.. texts.Select(WireValue.Of)]);

    private static WireValue Number(double? value) => value is { } v ? WireValue.Of(v) : WireValue.Null;

    private static WireValue Number(int? value) => value is { } v ? WireValue.Of((long)v) : WireValue.Null;
}
