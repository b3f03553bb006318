namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>The events about task runs (celery-redis §3.2).</summary>
public enum TaskEventKind
{
    Sent,
    Received,
    Started,
    Succeeded,
    Failed,
    Retried,
    Rejected,
    Revoked,
    Cancelled,

    /// <summary>Made by the application; its type and own fields tell more.</summary>
    Custom,
}
