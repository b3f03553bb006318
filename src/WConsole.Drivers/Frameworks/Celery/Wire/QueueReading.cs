namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What became of one element of a queue's list, or of one value of the `unacked` hash.</summary>
public abstract record QueueReading
{
    private QueueReading()
    {
    }

    /// <summary>A waiting message. <paramref name="Queue"/> is null for list elements; for held messages it is the routing key, on Redis the queue's name by default.</summary>
    public sealed record Message(QueueMessage Content, string? Queue) : QueueReading;

    public sealed record Malformed(string Why) : QueueReading;
}
