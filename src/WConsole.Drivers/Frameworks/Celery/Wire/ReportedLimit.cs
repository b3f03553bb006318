namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// A limit as a worker reported it: not at all (the default), reported as "no limit" (<paramref name="Value"/> is null), or a value
/// in the unit of its field.
/// </summary>
public readonly record struct ReportedLimit(bool IsReported, double? Value)
{
    /// <summary>A number above zero is a limit; 0, null or a text such as "N/A" say that there is none.</summary>
    internal static ReportedLimit From(WireValue value) =>
        value.Kind == WireKind.Missing ? default : new(true, value.AsDouble() is > 0 and var limit ? limit : null);
}
