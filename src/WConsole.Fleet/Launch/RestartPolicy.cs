namespace WConsole.Fleet.Launch;

/// <summary>When a program that ended by itself is started again (supervisord's <c>autorestart</c>).</summary>
public enum RestartPolicy
{
    /// <summary>After every end.</summary>
    Always,

    /// <summary>After an exit code that is not expected, or a signal.</summary>
    Unexpected,

    Never,
}
