namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What became of one payload taken from our reply list.</summary>
public abstract record ReplyReading
{
    private ReplyReading()
    {
    }

    public sealed record Message(ReplyMessage Reply) : ReplyReading;

    /// <summary>A reply in a serialization that is never unpacked (a worker with `task_serializer: pickle`, celery-redis §1.8).</summary>
    public sealed record Unsupported(string? Ticket, string ContentType) : ReplyReading;

    public sealed record Malformed(string Why) : ReplyReading;
}
