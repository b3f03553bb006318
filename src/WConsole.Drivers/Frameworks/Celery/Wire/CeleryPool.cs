namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>How a worker executes tasks, as far as its stats tell.</summary>
public enum CeleryPool
{
    /// <summary>Not told, or a pool that is none of Celery's own.</summary>
    Unknown,
    Prefork,
    Threads,
    Solo,
    Gevent,
    Eventlet,
}
