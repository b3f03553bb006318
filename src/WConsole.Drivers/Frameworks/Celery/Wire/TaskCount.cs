namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>How many runs of a task a worker has started since its own start.</summary>
public readonly record struct TaskCount(string Name, long Started);
