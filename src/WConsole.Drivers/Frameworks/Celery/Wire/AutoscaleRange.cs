namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>The bounds between which a worker scales its pool, and its present size; null for what it did not say.</summary>
public sealed record AutoscaleRange(int? Min, int? Max, int? Current);
