namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// A task message as it waits in a queue (celery-redis §4.2), for looking only. Protocol 2 is read from its headers, so also
/// messages whose body is pickled; of protocol 1 only JSON bodies are read. Texts are masked and cut; what is absent is null.
/// </summary>
public sealed record QueueMessage
{
    /// <summary>2, 1, or null when neither could be read, as with a pickled message of protocol 1.</summary>
    public int? Protocol { get; init; }

    public string? ContentType { get; init; }

    public string? Task { get; init; }

    public string? Id { get; init; }

    public string? Args { get; init; }

    public string? Kwargs { get; init; }

    public DateTimeOffset? Eta { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public int? Retries { get; init; }

    public string? RootId { get; init; }

    public string? ParentId { get; init; }

    /// <summary>Client that sent it.</summary>
    public string? Origin { get; init; }

    /// <summary>Seconds.</summary>
    public double? HardTimeLimit { get; init; }

    /// <summary>Seconds.</summary>
    public double? SoftTimeLimit { get; init; }

    public int? Priority { get; init; }

    public string? DeliveryTag { get; init; }

    public bool? Redelivered { get; init; }
}
