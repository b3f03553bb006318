using System.CommandLine;

namespace WConsole.Cli;

/// <summary>How a verb behaves when <c>--batch</c> is not given.</summary>
internal enum VerbKind
{
    /// <summary>Opens the screen on a terminal, and runs as batch off one.</summary>
    Noun,

    /// <summary>Is refused: what acts on workers says so on its command line.</summary>
    Acting,

    /// <summary>Runs either way: it has no screen.</summary>
    Plain,
}

/// <summary>A verb of the command line with what it does.</summary>
internal sealed class VerbCommand(string name, string summary, VerbKind kind, Func<Call, CancellationToken, Task<ExitCode>> run) : Command(name, summary)
{
    public VerbKind Kind => kind;

    public Func<Call, CancellationToken, Task<ExitCode>> Run => run;

    /// <summary>Whether this call of an acting verb is about programs of the local launcher alone: those need no <c>--batch</c>.</summary>
    public Func<Call, bool> IsLocal { get; init; } = static _ => false;
}
