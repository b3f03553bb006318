using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What is known of one kept program. Immutable; <see cref="ProgramMachine"/> makes the next one. All moments are monotonic since boot.</summary>
/// <param name="Id"><c>group:index</c>.</param>
public sealed record ProgramState(string Id)
{
    public ProgramPhase Phase { get; init; }

    /// <summary>Whether somebody wants it up.</summary>
    public bool Wanted { get; init; }

    /// <summary>When the phase began.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>When the phase changes by time alone; null: never.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>Number of its start, from 1; 0: it was never started. Never used twice.</summary>
    public int Run { get; init; }

    /// <summary>Starts without being asked, since somebody asked for one.</summary>
    public int Restarts { get; init; }

    /// <summary>Failed starts in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Ends by itself in a row after a life that was too short to be called health.</summary>
    public int ShortLives { get; init; }

    /// <summary>Unexpected ones among the last short lives, in a row: what the pause grows with.</summary>
    public int ShortCrashes { get; init; }

    public ProgramProcess? Process { get; init; }

    /// <summary>Another's process that must end before this program is started; null: none, or it has ended.</summary>
    public Predecessor? Predecessor { get; init; }

    public Readiness Ready { get; init; }

    /// <summary>When it must be ready at the latest; null: no rule, or met.</summary>
    public TimeSpan? ReadyDue { get; init; }

    public ProgramExit? LastExit { get; init; }

    public StopStep Step { get; init; }

    /// <summary>Whether the signal that asks for its end is known to be sent. A second one would cut some programs' drain short, so it is never sent twice.</summary>
    public bool SignalSent { get; init; }

    /// <summary>When the tree of a stopping program is killed; null: never by itself.</summary>
    public TimeSpan? KillAt { get; init; }

    /// <summary>Replaces the group's <see cref="StopRule.KillAfter"/> for this stop; null: the group's own.</summary>
    public TimeSpan? KillAfter { get; init; }

    /// <summary>The stop is half of a restart.</summary>
    public bool StartsAfterStop { get; init; }

    /// <summary>What its ended main process left is being ended: nothing is started until that is done.</summary>
    public bool Sweeping { get; init; }

    /// <summary>Processes of its tree that outlived KILL, each in words.</summary>
    public ImmutableArray<string> Leftovers { get; init; } = [];

    /// <summary>When a sign of life is due at the latest; null: it did not promise any.</summary>
    public TimeSpan? WatchdogDue { get; init; }

    /// <summary>The interval that it promised signs of life for.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>What it says of itself over <c>NOTIFY_SOCKET</c>.</summary>
    public ProgramReport Report { get; init; } = ProgramReport.Nothing;

    /// <summary>One line about something out of the ordinary; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether something of it may live.</summary>
    public bool Lives => Process is not null || Sweeping || !Leftovers.IsEmpty;

    /// <summary>Ready as others that depend on it see it.</summary>
    public bool CountsAsReady => Phase == ProgramPhase.Running && Ready == Readiness.Yes;

    /// <summary>It ends again and again, each time after it counted as started.</summary>
    public bool Loops => ShortLives >= ProgramMachine.LivesOfLoop && Phase is ProgramPhase.Starting or ProgramPhase.Running or ProgramPhase.Backoff;
}
