namespace WConsole.Fleet.Launch;

/// <summary>How a program is asked to end.</summary>
/// <param name="Signal">The warm one, by its name in <see cref="Actions.SignalNames"/> ("TERM"). Goes to the main process only.</param>
/// <param name="Deadline">How long the ask may take; then the row is late and the next step is offered.</param>
/// <param name="KillAfter">Counted from the ask: the whole tree is killed then; null: nothing is killed unless somebody says so.</param>
public sealed record StopRule(string Signal, TimeSpan Deadline, TimeSpan? KillAfter)
{
    /// <summary>TERM, 10 s, and KILL of the tree after 20 s: what a program of no known framework gets.</summary>
    public static StopRule Default { get; } = new("TERM", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
}
