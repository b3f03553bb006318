using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What can happen to a launcher. A closed list.</summary>
public abstract record LaunchEvent
{
    private LaunchEvent()
    {
    }

    /// <summary>This is what a group is from now on, with all its replicas. Those that are no more are stopped and then forgotten.</summary>
    public sealed record Declared(WorkerGroup Group, ImmutableArray<Program> Replicas) : LaunchEvent;

    /// <summary>Somebody wants these up.</summary>
    public sealed record Start(ImmutableArray<string> Ids) : LaunchEvent;

    /// <summary>Somebody wants these down; what depends on others of them ends first.</summary>
    /// <param name="KillAfter">Replaces the groups' own; null: theirs.</param>
    public sealed record Stop(ImmutableArray<string> Ids, TimeSpan? KillAfter) : LaunchEvent;

    public sealed record Restart(ImmutableArray<string> Ids) : LaunchEvent;

    public sealed record Kill(ImmutableArray<string> Ids) : LaunchEvent;

    /// <summary>Something happened to one program.</summary>
    public sealed record Happened(string Id, ProgramEvent Event) : LaunchEvent;

    /// <summary>Time passed.</summary>
    public sealed record Tick : LaunchEvent;
}
