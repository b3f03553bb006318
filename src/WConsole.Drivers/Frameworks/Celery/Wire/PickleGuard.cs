namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// The one place that says which message bodies are decoded: JSON and nothing else. Pickle can run code, so it is never
/// unpacked; the rest (yaml, msgpack, signed `application/data`) is named to the user as unsupported (celery-redis §1.8).
/// </summary>
public static class PickleGuard
{
    /// <summary>What is said of a message without a content type.</summary>
    public const string NoContentType = "(no content type)";

    /// <summary>True when a body of this content type may be decoded.</summary>
    public static bool Allows(string? contentType) => contentType == "application/json";
}
