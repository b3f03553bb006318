namespace WConsole.Settings;

/// <summary>The keys that a settings file may have, at each place; reader and schema are held together by them.</summary>
public static class SettingsWords
{
    internal static string[] Root { get; } = ["clusters", "cluster", "theme", "mouse", "readonly", "keys", "views", "favourites", "groups"];

    internal static string[] Cluster { get; } = ["environment", "readonly", "launcher", "sources"];

    internal static string[] Source { get; } = ["name", "redis", "password_file", "password_env", "celery", "tls"];

    internal static string[] Celery { get; } = ["key_prefix", "control_exchange", "event_exchange", "fanout_prefix", "fanout_patterns", "queues"];

    internal static string[] Tls { get; } = ["ca", "cert", "key", "check_hostname"];

    internal static string[] View { get; } = ["columns", "sort", "descending"];

    internal static string[] Favourite { get; } = ["filter", "view", "name"];
}
