namespace WConsole.Tui.Logs;

/// <summary>One thing whose log is to be read: a process that was proven to be somebody's, by pid and start time, or a file.</summary>
/// <param name="Name">Whose log it is: it stands before each line when several are read together.</param>
/// <param name="Pid">Its process; 0: it has none any more, and <paramref name="Path"/> is read.</param>
/// <param name="Path">The file that was its output while it lived; null: none is known.</param>
public sealed record LogWant(string Name, int Pid, long StartTicks, string? Path)
{
    /// <summary>The file of the run before; null: none is known.</summary>
    public string? Previous { get; init; }
}
