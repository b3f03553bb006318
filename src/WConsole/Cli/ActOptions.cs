using System.CommandLine;

namespace WConsole.Cli;

/// <summary>Options of every verb that acts.</summary>
internal sealed class ActOptions
{
    public Option<bool> Yes { get; } = GlobalOptions.Flag("--yes", "Do it: needed by everything that is not harmless.", recursive: false);

    public Option<string> Confirm { get; } = GlobalOptions.Text("--confirm", null, "CLUSTER", "The cluster's name: needed where a production cluster may lose task runs.", recursive: false);

    public Option<bool> DryRun { get; } = GlobalOptions.Flag("--dry-run", "Only tell what would be done, by which route, and what it costs.", recursive: false);

    public Option<bool> DetailedExitCode { get; } = GlobalOptions.Flag("--detailed-exitcode", "With --dry-run: exit 10 when something would be done.", recursive: false);

    public void AddTo(Command command)
    {
        command.Add(Yes);
        command.Add(Confirm);
        command.Add(DryRun);
        command.Add(DetailedExitCode);
    }
}
