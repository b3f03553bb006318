using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What can happen to one kept program. A closed list.</summary>
public abstract record ProgramEvent
{
    private ProgramEvent()
    {
    }

    /// <summary>Somebody wants it up.</summary>
    public sealed record Start : ProgramEvent;

    /// <summary>Somebody wants it down.</summary>
    /// <param name="KillAfter">Replaces the group's own; null: the group's.</param>
    /// <param name="Held">Whether it has to wait for what depends on it.</param>
    public sealed record Stop(TimeSpan? KillAfter, bool Held) : ProgramEvent;

    /// <summary>Nothing that depends on it lives any more.</summary>
    public sealed record Release : ProgramEvent;

    /// <summary>Stop, then start.</summary>
    public sealed record Restart : ProgramEvent;

    /// <summary>KILL of its tree, now.</summary>
    public sealed record Kill : ProgramEvent;

    /// <summary>What it depends on is ready, or is so no more.</summary>
    public sealed record Dependencies(bool Met) : ProgramEvent;

    public sealed record Spawned(int Run, int Pid, long StartTicks) : ProgramEvent;

    /// <summary>It could not even be started.</summary>
    public sealed record SpawnFailed(int Run, string Why) : ProgramEvent;

    /// <summary>The signal that asks for its end was sent.</summary>
    public sealed record Asked : ProgramEvent;

    /// <summary>Its main process is gone. Neither code nor signal: nobody could see how.</summary>
    /// <param name="LastLine">The last line of its log.</param>
    public sealed record Exited(int Pid, long StartTicks, int? Code, int? Signal, string? LastLine) : ProgramEvent;

    /// <summary>The ending of its tree has come to an end.</summary>
    /// <param name="Left">What lives all the same, in words; empty: nothing.</param>
    public sealed record TreeEnded(ImmutableArray<string> Left) : ProgramEvent;

    /// <summary>Another launcher was at ending its tree when it ended itself.</summary>
    public sealed record Sweep : ProgramEvent;

    /// <summary>Its readiness rule is met.</summary>
    public sealed record Proved(int Run) : ProgramEvent;

    /// <summary>It said something of itself.</summary>
    public sealed record Notified(NotifyMessage Message) : ProgramEvent;

    /// <summary>Another of its processes is the main one from now on.</summary>
    public sealed record MainChanged(int Pid, long StartTicks) : ProgramEvent;

    /// <summary>A process of an earlier launcher was found alive.</summary>
    /// <param name="Run">Which start it came from.</param>
    public sealed record Adopted(int Run, ProgramProcess Process) : ProgramEvent;

    /// <summary>Time passed.</summary>
    public sealed record Tick : ProgramEvent;
}
