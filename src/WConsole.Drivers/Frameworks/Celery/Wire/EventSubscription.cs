namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Where events come: a glob for PSUBSCRIBE (<paramref name="IsPattern"/>), or the name of the one channel for SUBSCRIBE.</summary>
public readonly record struct EventSubscription(string Name, bool IsPattern);
