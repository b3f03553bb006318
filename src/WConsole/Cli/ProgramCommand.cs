using System.CommandLine;

namespace WConsole.Cli;

/// <summary>
/// The root of the verbs. Not the library's own root command: that one reads the texts of its help and version options from its resources at every start;
/// help is added where help is asked for (<see cref="CommandTree"/>), and the version is ours.
/// </summary>
internal sealed class ProgramCommand : Command
{
    public ProgramCommand()
        : base("wconsole", "The operator console for background workers.") =>
        // Whether a missing verb is wrong depends on the terminal: CommandLine decides it.
        SetAction(static _ => 0);
}
