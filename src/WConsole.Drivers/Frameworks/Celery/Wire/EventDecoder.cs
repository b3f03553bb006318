using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Decodes what comes on the event channels (celery-redis §3.1, §3.2). Never throws, whatever the bytes.</summary>
public static class EventDecoder
{
    /// <summary>The events in the payload, one or a batch, or why there are none.</summary>
    public static EventReading Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > WireLimits.PayloadBytes)
        {
            return new EventReading.Malformed($"an event of {payload.Length} bytes is over the limit of {WireLimits.PayloadBytes}");
        }

        var reader = new PyJsonReader(payload);
        if (!Envelope.TryRead(ref reader, out var envelope) || !reader.TryEnd())
        {
            return new EventReading.Malformed(reader.Problem ?? "no envelope");
        }

        if (!PickleGuard.Allows(envelope.ContentType))
        {
            return new EventReading.Unsupported(envelope.ContentType ?? PickleGuard.NoContentType);
        }

        if (envelope.TryBody(out var problem) is not { } body)
        {
            return new EventReading.Malformed(problem);
        }

        return body.Kind switch
        {
            WireKind.List => Batch(body.Items),
            WireKind.Map => One(body) is { } single
                ? new EventReading.Batch([single], 0)
                : new EventReading.Malformed("the event has no type or no host name"),
            _ => new EventReading.Malformed("the body is neither an event nor a list of events"),
        };
    }

    private static EventReading.Batch Batch(ImmutableArray<WireValue> items)
    {
        var events = ImmutableArray.CreateBuilder<CeleryEvent>(items.Length);
        foreach (var item in items)
        {
            if (One(item) is { } read)
            {
                events.Add(read);
            }
        }

        var skipped = items.Length - events.Count;
        return new EventReading.Batch(events.DrainToImmutable(), skipped);
    }

    private static CeleryEvent? One(WireValue e)
    {
        if (e["type"].AsId() is not { } type || e["hostname"].AsId() is not { } node)
        {
            return null;
        }

        var pid = StatsReply.PositiveInt(e["pid"]);
        var clock = e["clock"].AsLong();
        var timestamp = e["timestamp"].AsDouble();
        if (WorkerKind(type) is { } worker)
        {
            return Worker(e, worker) with { Type = type, Node = node, Pid = pid, Clock = clock, Timestamp = timestamp };
        }

        if (type.StartsWith("task-", StringComparison.Ordinal) && e["uuid"].AsId() is { } id)
        {
            var kind = TaskKind(type);
            return new CeleryEvent.Run
            {
                Type = type,
                Node = node,
                Pid = pid,
                Clock = clock,
                Timestamp = timestamp,
                Kind = kind,
                Id = id,
                Fields = TaskEventFields.From(e, kind),
            };
        }

        return new CeleryEvent.Other { Type = type, Node = node, Pid = pid, Clock = clock, Timestamp = timestamp };
    }

    private static CeleryEvent.Worker Worker(WireValue e, WorkerEventKind kind) => new()
    {
        Type = "",
        Node = "",
        Kind = kind,
        Frequency = e["freq"].AsDouble() is > 0 and < 1e6 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        Active = e["active"].AsInt(),
        Processed = e["processed"].AsLong(),
        Load = Load(e["loadavg"]),
        Software = e["sw_ident"].AsName(),
        Version = e["sw_ver"].AsName(),
        System = e["sw_sys"].AsName(),
    };

    // Plain loops in all that is read of each reply: LINQ over values is a type of its own for each pair, loaded at every start.
    private static ImmutableArray<double> Load(WireValue averages)
    {
        const int Most = 3;
        var load = ImmutableArray.CreateBuilder<double>(Most);
        for (var i = 0; i < Most; i++)
        {
            if (averages[i].AsDouble() is { } average)
            {
                load.Add(average);
            }
        }

        return load.ToImmutable();
    }

    private static WorkerEventKind? WorkerKind(string type) => type switch
    {
        "worker-online" => WorkerEventKind.Online,
        "worker-heartbeat" => WorkerEventKind.Heartbeat,
        "worker-offline" => WorkerEventKind.Offline,
        _ => null,
    };

    private static TaskEventKind TaskKind(string type) => type switch
    {
        "task-sent" => TaskEventKind.Sent,
        "task-received" => TaskEventKind.Received,
        "task-started" => TaskEventKind.Started,
        "task-succeeded" => TaskEventKind.Succeeded,
        "task-failed" => TaskEventKind.Failed,
        "task-retried" => TaskEventKind.Retried,
        "task-rejected" => TaskEventKind.Rejected,
        "task-revoked" => TaskEventKind.Revoked,
        "task-cancelled" => TaskEventKind.Cancelled,
        _ => TaskEventKind.Custom,
    };
}
