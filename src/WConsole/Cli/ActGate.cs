using WConsole.Fleet.Actions;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>Whether an action may go without anybody being asked: batch never prompts. Pure.</summary>
internal static class ActGate
{
    /// <param name="risk">The highest of all targets and of what may follow.</param>
    /// <returns>Null when it may; else which flag is missing.</returns>
    public static CliError? Check(ActRequest request, Risk risk, ClusterSettings cluster)
    {
        if (request.Confirm is { } name && name != cluster.Name)
        {
            return new CliError(ExitCode.Confirm, $"--confirm names '{name}', but this is cluster '{cluster.Name}'", "check -c; nothing was done");
        }

        return risk switch
        {
            Risk.Lossy when cluster.IsProduction && request.Confirm is null =>
                new CliError(ExitCode.Confirm, $"{request.Info.Title} may lose task runs in production", $"add --confirm {cluster.Name}; nothing was done"),
            Risk.Lossy or Risk.Reversible when !request.Yes && request.Confirm is null =>
                new CliError(ExitCode.Confirm, $"{request.Info.Title} needs a yes", "add --yes (look first with --dry-run); nothing was done"),
            Risk.Lossy or Risk.Reversible or Risk.Safe => null,
        };
    }
}
