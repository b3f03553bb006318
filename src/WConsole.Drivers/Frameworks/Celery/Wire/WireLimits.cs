namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Bounds on what one message from outside may cost us. Whatever is over them is malformed, not truncated.</summary>
public static class WireLimits
{
    /// <summary>Largest payload decoded, in bytes.</summary>
    public const int PayloadBytes = 32 * 1024 * 1024;

    /// <summary>Most JSON values in one payload: about 40,000 task runs, or 50 MB of memory.</summary>
    public const int Values = 1_000_000;

    /// <summary>Deepest nesting of lists and objects.</summary>
    public const int Depth = 96;

    /// <summary>Longest node name or task id, in chars. What has a longer one is skipped: cut, it would name something else.</summary>
    public const int IdChars = 1_000;

    /// <summary>Longest name kept of anything that is only shown (task, queue, exchange, version), in chars.</summary>
    public const int NameChars = 500;

    /// <summary>Longest display text kept of one argument list, result or exception, in chars.</summary>
    public const int DisplayChars = 2_000;

    /// <summary>Longest display text kept of one setting, traceback or report, in chars.</summary>
    public const int LongTextChars = 64 * 1024;
}
