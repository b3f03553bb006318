namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Reply to `report`: the masked text and the versions found in it, null where it names none.</summary>
public sealed record ReportReply(string Text, string? Celery, string? Kombu, string? Python, string? Billiard, string? RedisPy)
{
    /// <summary>The reply's value as a report; null when it is something else, such as an error.</summary>
    public static ReportReply? From(WireValue value) =>
        value["ok"].AsString() is not null && value["ok"].Display(WireLimits.LongTextChars) is { } text
            ? new ReportReply(text, Version(text, "celery:"), Version(text, "kombu:"), Version(text, "py:"), Version(text, "billiard:"), Version(text, " redis:"))
            : null;

    // The versions stand in the lines after "software ->", as `name:version`.
    private static string? Version(string text, string name)
    {
        var software = text.IndexOf("software ->", StringComparison.Ordinal);
        var end = software < 0 ? -1 : text.IndexOf("platform ->", software, StringComparison.Ordinal);
        var part = software < 0 ? "" : text[software..(end < 0 ? text.Length : end)];
        var at = part.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var start = at + name.Length;
        var stop = start;
        while (stop < part.Length && stop - start < 40 && !char.IsWhiteSpace(part[stop]))
        {
            stop++;
        }

        return stop == start ? null : part[start..stop];
    }
}
