namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>The events a worker sends about itself (celery-redis §3.2).</summary>
public enum WorkerEventKind
{
    /// <summary>Connected to the broker, also again; it may stay deaf to commands for 1–2 s.</summary>
    Online,
    Heartbeat,

    /// <summary>Begins to stop; not "has stopped".</summary>
    Offline,
}
