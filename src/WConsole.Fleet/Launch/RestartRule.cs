namespace WConsole.Fleet.Launch;

/// <summary>When and how fast a program that ended is started again, in supervisord's words.</summary>
/// <param name="StartSecs">It must live this long for a start to count as one; zero: every start counts.</param>
/// <param name="StartRetries">Tries after the first failed start; then it is FATAL.</param>
/// <param name="ExitCodes">What <see cref="RestartPolicy.Unexpected"/> expects.</param>
/// <param name="FirstPause">Before the first retry; each further one doubles it.</param>
/// <param name="LongestPause">No pause grows beyond this.</param>
public sealed record RestartRule(
    RestartPolicy Policy,
    TimeSpan StartSecs,
    int StartRetries,
    IReadOnlyList<int> ExitCodes,
    TimeSpan FirstPause,
    TimeSpan LongestPause)
{
    /// <summary>
    /// Always; a start counts after 1 s; four retries after 1, 2, 4 and 8 s, then FATAL; at most a minute between two of them. Always, since a worker that
    /// left by itself with exit code 0 (max tasks, max runs) is to be back.
    /// </summary>
    public static RestartRule Default { get; } = new(RestartPolicy.Always, TimeSpan.FromSeconds(1), 4, [0], TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>The pause before a retry.</summary>
    /// <param name="retry">From 1.</param>
    public TimeSpan Pause(int retry)
    {
        var pause = FirstPause;
        for (var i = 1; i < retry && pause < LongestPause; i++)
        {
            pause += pause;
        }

        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>Whether an end by itself asks for another start.</summary>
    /// <param name="exitCode">Null: ended by a signal, or unknown.</param>
    public bool StartsAgain(int? exitCode) => Policy switch
    {
        RestartPolicy.Always => true,
        RestartPolicy.Unexpected => exitCode is not { } code || !ExitCodes.Contains(code),
        RestartPolicy.Never => false,
    };
}
