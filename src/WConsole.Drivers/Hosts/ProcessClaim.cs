namespace WConsole.Drivers.Hosts;

/// <summary>What a worker says of its process, over a broker: free text until proven.</summary>
/// <param name="Pid">Its main pid on its own host.</param>
/// <param name="Uptime">How long it claims to run, as of the judgement; null when it did not say.</param>
/// <param name="WorkerName">The name its command line may hold.</param>
/// <param name="HostName">The host it says it is on.</param>
public sealed record ProcessClaim(int Pid, TimeSpan? Uptime, string WorkerName, string? HostName);

/// <summary>What a command line says of a framework's worker.</summary>
public enum CommandLineMatch
{
    /// <summary>Another program.</summary>
    Other,

    /// <summary>A worker of that framework, which one it does not tell.</summary>
    Framework,

    /// <summary>It names this very worker.</summary>
    Named,

    /// <summary>It names another worker of that framework.</summary>
    NamesAnother,
}
