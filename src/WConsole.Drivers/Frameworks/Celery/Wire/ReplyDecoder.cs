namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Decodes what workers push onto our reply list (celery-redis §1.5, §1.8). Never throws, whatever the bytes.</summary>
public static class ReplyDecoder
{
    /// <summary>The reply in the payload, or why there is none.</summary>
    public static ReplyReading Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > WireLimits.PayloadBytes)
        {
            return new ReplyReading.Malformed($"a reply of {payload.Length} bytes is over the limit of {WireLimits.PayloadBytes}");
        }

        var reader = new PyJsonReader(payload);
        if (!Envelope.TryRead(ref reader, out var envelope) || !reader.TryEnd())
        {
            return new ReplyReading.Malformed(reader.Problem ?? "no envelope");
        }

        var ticket = envelope.Headers["ticket"].AsText();
        if (!PickleGuard.Allows(envelope.ContentType))
        {
            return new ReplyReading.Unsupported(ticket, envelope.ContentType ?? PickleGuard.NoContentType);
        }

        if (envelope.TryBody(out var problem) is not { } body)
        {
            return new ReplyReading.Malformed(problem);
        }

        return body.Properties is [var only] && only.Key.Length is > 0 and <= WireLimits.IdChars
            ? new ReplyReading.Message(new ReplyMessage(ticket, only.Key, only.Value))
            : new ReplyReading.Malformed("the body is not an object with the node's name as its only key");
    }
}
