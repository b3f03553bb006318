using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>What a program of each framework is stopped by when nothing else is said: its warm signal, and a deadline that lets tasks end.</summary>
internal static class StopMeaning
{
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(1);

    // What comes on top of a task's own limit: the end of the worker itself (process-managers §7).
    private static readonly TimeSpan Extra = TimeSpan.FromSeconds(10);

    /// <param name="longest">The longest that a task may take, where it is known.</param>
    public static StopRule Of(string framework, TimeSpan? longest = null) => framework switch
    {
        // TERM would interrupt Huey's running tasks, and those are then lost.
        "huey" => new StopRule("INT", Drain, null),
        "celery" or "faust" or "slmqueue" => new StopRule("TERM", longest + Extra ?? Drain, null),
        _ => StopRule.Default,
    };

    /// <summary>Whether the signal lets a worker of the framework finish its tasks; null when that is not known.</summary>
    public static bool? IsWarm(string framework, string signal) => framework switch
    {
        "huey" => signal == "INT",
        "celery" or "slmqueue" or "faust" => signal is "TERM" or "INT",
        _ => null,
    };
}
