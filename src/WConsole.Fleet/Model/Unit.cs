namespace WConsole.Fleet.Model;

/// <summary>
/// An entry of a keeper: one process that it starts, and starts again. Which worker runs in it is for the linker to tell. Moments are the engine's.
/// </summary>
/// <param name="Source">The keeper's source in this cluster.</param>
/// <param name="Id">The keeper's own name of it (<c>mail:0</c>); an alias of its worker.</param>
/// <param name="Keeper">Who starts it again, in a word: "local".</param>
/// <param name="Framework">As far as its settings say.</param>
/// <param name="Node">What its framework will call the worker in it; null when nothing reports it by a name.</param>
/// <param name="HostName">The host that it is kept on.</param>
/// <param name="Row">The id of its row while no other source reports its worker; the worker's own place where that is known.</param>
/// <param name="HasRow">Whether it is shown at all while no other source reports its worker.</param>
/// <param name="Process">Its main process; null between two, and when it is down.</param>
/// <param name="Since">When its phase began.</param>
/// <param name="Due">When it is started again, or its stop is late; null: nothing is due.</param>
/// <param name="Word">What its keeper knows better than any sign of the worker; null: nothing out of the ordinary.</param>
/// <param name="Stop">How it is asked to end.</param>
/// <param name="Restarts">Starts without being asked.</param>
/// <param name="LastExit">How its last process ended, in words; null when none did.</param>
public sealed record Unit(
    SourceId Source,
    string Id,
    string Keeper,
    FrameworkId Framework,
    string? Node,
    string HostName,
    WorkerId Row,
    bool HasRow,
    UnitPhase Phase,
    UnitProcess? Process,
    TimeSpan Since,
    TimeSpan? Due,
    KeeperWord? Word,
    UnitStop Stop,
    int Restarts,
    string? LastExit)
{
    /// <summary>Whether it was ever started. What was not is a note of how to start a worker, which may live elsewhere still.</summary>
    public bool HasRun { get; init; } = true;

    /// <summary>Stopped or given up: nobody starts it again by himself.</summary>
    public bool IsDown => Phase is UnitPhase.Down or UnitPhase.GivenUp;
}

/// <summary>Where a unit is, whatever its keeper calls it.</summary>
public enum UnitPhase
{
    /// <summary>Never started, stopped by request, or ended by itself for good.</summary>
    Down,

    /// <summary>Wanted, and not started: it waits for others, or for the end of a pause.</summary>
    Waiting,

    /// <summary>Started, not up yet.</summary>
    Starting,

    Up,

    /// <summary>Asked to end, and not ended.</summary>
    Stopping,

    /// <summary>Its keeper tries no more.</summary>
    GivenUp,
}

/// <summary>The main process of a unit: with its start time the pid names one process for ever.</summary>
/// <param name="At">When it was started.</param>
public sealed record UnitProcess(int Pid, long StartTicks, TimeSpan At);

/// <summary>How a keeper asks a unit to end.</summary>
/// <param name="Signal">Without SIG: "TERM".</param>
/// <param name="Deadline">How long that may take.</param>
/// <param name="KillAfter">From the asking: its whole tree is killed then; null: never by itself.</param>
public sealed record UnitStop(string Signal, TimeSpan Deadline, TimeSpan? KillAfter);

/// <summary>What a keeper knows better than any sign of the worker itself: that it starts it again, gave it up, or left it stopped.</summary>
public sealed record KeeperWord(Health Health, string Why);
