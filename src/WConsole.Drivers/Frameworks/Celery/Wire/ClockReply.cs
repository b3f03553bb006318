namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Reply to `clock`.</summary>
public static class ClockReply
{
    /// <summary>The worker's Lamport time; null when the reply has none.</summary>
    public static long? From(WireValue value) => value["clock"].AsLong();
}
