namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Decodes messages that wait in queues or are held by workers (celery-redis §4.1, §4.2). Never throws, whatever the bytes.</summary>
public static class QueueDecoder
{
    /// <summary>The message that an element of a queue's list holds.</summary>
    public static QueueReading Peek(ReadOnlySpan<byte> element)
    {
        var reader = new PyJsonReader(element);
        if (TooLong(element) is { } over)
        {
            return over;
        }

        return Envelope.TryRead(ref reader, out var envelope) && reader.TryEnd()
            ? new QueueReading.Message(Content(envelope), null)
            : new QueueReading.Malformed(reader.Problem ?? "no envelope");
    }

    /// <summary>The message and queue that a value of the `unacked` hash holds: an array of envelope, exchange and routing key.</summary>
    public static QueueReading Unacked(ReadOnlySpan<byte> value)
    {
        var reader = new PyJsonReader(value);
        if (TooLong(value) is { } over)
        {
            return over;
        }

        return reader.Expect('[') && Envelope.TryRead(ref reader, out var envelope) && reader.Expect(',') && reader.TryValue(out _)
            && reader.Expect(',') && reader.TryValue(out var routingKey) && reader.Expect(']') && reader.TryEnd()
            ? new QueueReading.Message(Content(envelope), routingKey.AsId())
            : new QueueReading.Malformed(reader.Problem ?? "no array of envelope, exchange and routing key");
    }

    private static QueueMessage Content(Envelope envelope)
    {
        var second = envelope.Headers["task"].Kind == WireKind.Text;
        // Protocol 1 keeps everything in the body.
        var fields = second ? envelope.Headers : envelope.TryBody(out _) ?? default;
        var known = fields["task"].Kind == WireKind.Text;
        var properties = envelope.Properties;
        var limits = fields["timelimit"];
        return new QueueMessage
        {
            Protocol = !known ? null : second ? 2 : 1,
            ContentType = envelope.ContentType,
            Task = fields["task"].AsName(),
            Id = fields["id"].AsId() ?? properties["correlation_id"].AsId(),
            Args = second ? Shown(fields["argsrepr"]) : Shown(fields["args"]),
            Kwargs = second ? Shown(fields["kwargsrepr"]) : Shown(fields["kwargs"]),
            Eta = ScheduledEntry.Instant(fields["eta"].AsString()),
            Expires = ScheduledEntry.Instant(fields["expires"].AsString()),
            Retries = fields["retries"].AsInt(),
            RootId = fields["root_id"].AsName(),
            ParentId = fields["parent_id"].AsName(),
            Origin = fields["origin"].AsName(),
            HardTimeLimit = limits[0].AsDouble(),
            SoftTimeLimit = limits[1].AsDouble(),
            Priority = properties["priority"].AsInt(),
            DeliveryTag = properties["delivery_tag"].AsId(),
            Redelivered = envelope.Headers["redelivered"].AsBool() ?? properties["delivery_info"]["redelivered"].AsBool(),
        };
    }

    private static QueueReading.Malformed? TooLong(ReadOnlySpan<byte> bytes) =>
        bytes.Length > WireLimits.PayloadBytes
            ? new QueueReading.Malformed($"a message of {bytes.Length} bytes is over the limit of {WireLimits.PayloadBytes}")
            : null;

    private static string? Shown(WireValue value) => value.IsNothing ? null : value.Display();
}
