namespace WConsole.Fleet.Launch;

/// <summary>Where a kept program is: supervisord's words (process-managers §1.3), and one more for what waits for another group.</summary>
public enum ProgramPhase
{
    /// <summary>Never started, or stopped by request.</summary>
    Stopped,

    /// <summary>Wanted, and held back until the groups that it depends on are ready.</summary>
    Waiting,

    /// <summary>Spawned, and not yet up for <see cref="RestartRule.StartSecs"/>.</summary>
    Starting,

    /// <summary>Up.</summary>
    Running,

    /// <summary>Ended, and is started again after a pause.</summary>
    Backoff,

    /// <summary>Asked to end; or its main process has ended and something of its tree has not.</summary>
    Stopping,

    /// <summary>Ended by itself, and its rule does not start it again.</summary>
    Exited,

    /// <summary>Given up after too many failed starts; stays until somebody starts it.</summary>
    Fatal,
}
