using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>What the engine's host decides.</summary>
/// <param name="Cluster">The cluster's name, for the audit.</param>
/// <param name="HostName">This machine, for the audit.</param>
/// <param name="AuditDirectory">Where the audit log is; made with mode 0700 when missing.</param>
/// <param name="Mask">Takes secrets out of a text before it is written.</param>
/// <param name="Log">Takes one line (or an exception's text) for the program's own log. Any thread.</param>
public sealed record EngineOptions(string Cluster, string HostName, string AuditDirectory, Func<string, string> Mask, Action<string> Log)
{
    /// <summary>Bounds of the pipe.</summary>
    public int MaxWaitingEvents { get; init; } = 65_536;

    /// <summary>Bounds of the pipe, bytes (estimated).</summary>
    public long MaxWaitingBytes { get; init; } = 16L << 20;

    /// <summary>Measures this host; null leaves its load unknown. Called on the writer's and the askers' threads, never twice at once.</summary>
    public Func<HostMeasure>? Measure { get; init; }

    /// <summary>Actions that are planned and sent at once; waiting for an effect does not count.</summary>
    public int ActionsAtOnce { get; init; } = 8;
}
