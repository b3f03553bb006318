namespace WConsole.Fleet.Launch;

/// <summary>Files whose change restarts a group warmly.</summary>
/// <param name="Globs">Below the working directory; <c>**</c> means any depth; one that begins with <c>!</c> takes out again.</param>
/// <param name="Debounce">Quiet time after the last change before anything is done.</param>
/// <param name="PoolRestart">Celery: ask the worker to renew its pool instead of restarting it.</param>
public sealed record WatchRule(IReadOnlyList<string> Globs, WatchBackend Backend, TimeSpan Debounce, bool PoolRestart)
{
    /// <summary>Half a second.</summary>
    public static TimeSpan DefaultDebounce { get; } = TimeSpan.FromMilliseconds(500);
}
