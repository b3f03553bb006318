namespace WConsole.Fleet.Launch;

/// <summary>What the launcher has to do about one program. A closed list.</summary>
public abstract record LaunchEffect(string Id)
{
    /// <summary>Start its process.</summary>
    public sealed record Spawn(string Id, int Run) : LaunchEffect(Id);

    /// <summary>Tell of the end of a process that is not its own.</summary>
    public sealed record AwaitEnd(string Id, Predecessor Process) : LaunchEffect(Id);

    /// <summary>Send a signal to its main process alone.</summary>
    public sealed record Ask(string Id, string Signal, ProgramProcess Process) : LaunchEffect(Id);

    /// <summary>End everything that is left of its tree.</summary>
    /// <param name="Signal">Asked with this first.</param>
    /// <param name="Grace">KILL follows after this time; zero: at once.</param>
    public sealed record EndTree(string Id, string Signal, TimeSpan Grace) : LaunchEffect(Id);
}
