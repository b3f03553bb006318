namespace WConsole.Settings.Groups;

/// <summary>The keys of a group at each place; reader and schema are held together by them.</summary>
public static class GroupWords
{
    internal static string[] Group { get; } =
    [
        "command", "celery", "framework", "replicas", "env", "env_file", "secrets", "cwd", "user", "port", "restart", "stop", "ready", "depends_on", "watch",
    ];

    internal static string[] Celery { get; } =
    [
        "app", "program", "loglevel", "concurrency", "pool", "queues", "soft_time_limit", "time_limit", "max_tasks_per_child", "max_memory_per_child",
        "statedb", "include", "events", "args",
    ];

    internal static string[] Restart { get; } = ["policy", "startsecs", "startretries", "exitcodes", "first_pause", "longest_pause"];

    internal static string[] Stop { get; } = ["signal", "deadline", "kill_after"];

    internal static string[] Ready { get; } = ["log", "http", "tcp", "notify", "reply", "within"];

    internal static string[] Watch { get; } = ["paths", "backend", "debounce", "pool_restart", "force"];

    internal static string[] Policies { get; } = ["always", "unexpected", "never"];

    internal static string[] Backends { get; } = ["auto", "inotify", "poll"];

    internal static string[] Pools { get; } = ["prefork", "threads", "solo", "gevent", "eventlet"];

    internal static string[] LogLevels { get; } = ["debug", "info", "warning", "error", "critical", "fatal"];

    /// <summary>Frameworks whose signals have a meaning of their own; any other word is taken as well, with the meaning of "plain".</summary>
    internal static string[] Frameworks { get; } = ["plain", "celery", "huey", "faust", "slmqueue", "sample"];
}
