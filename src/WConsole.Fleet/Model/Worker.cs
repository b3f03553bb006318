using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>One worker as last heard: identity, signs of life, and the facts its source gave.</summary>
/// <param name="Name">The framework's own name, unescaped: hostile text is possible.</param>
/// <param name="HostName">The host it says it is on: free text, proves nothing.</param>
/// <param name="Version">Version of its framework.</param>
public sealed record Worker(
    WorkerId Id,
    string Name,
    string? HostName,
    SourceId Source,
    string? Version,
    WorkerSigns Signs,
    ImmutableArray<Instance> Instances,
    WorkerFacts Facts)
{
    /// <summary>Who starts its process again, as far as that is known; null: nobody known.</summary>
    public KeeperLink? Kept { get; init; }

    /// <summary>Only its keeper knows of it: no other source has reported it. There is nobody to ask for its facts.</summary>
    public bool IsOnlyKept { get; init; }

    /// <summary>What contradicts itself about who keeps it, one line each.</summary>
    public ImmutableArray<string> Disputes { get; init; } = [];
}

/// <summary>One process that answers under a worker's name; two under one name is an alarm.</summary>
/// <param name="Pid">Its pid on its own host, as it says.</param>
/// <param name="FirstHeard">Monotonic stamp.</param>
/// <param name="LastHeard">Monotonic stamp.</param>
public sealed record Instance(int Pid, TimeSpan FirstHeard, TimeSpan LastHeard);

/// <summary>The facts a source can be asked about one worker.</summary>
public sealed record WorkerFacts
{
    public Fact<WorkerStats> Stats { get; init; }

    public Fact<ImmutableArray<TaskRun>> Active { get; init; }

    public Fact<ImmutableArray<TaskRun>> Reserved { get; init; }

    public Fact<ImmutableArray<TaskRun>> Scheduled { get; init; }

    public Fact<ImmutableArray<string>> Revoked { get; init; }

    public Fact<ImmutableArray<string>> Registered { get; init; }

    public Fact<ImmutableArray<QueueBinding>> Queues { get; init; }

    public Fact<ImmutableArray<Detail>> Conf { get; init; }

    public Fact<string> Report { get; init; }

    public Fact<long> Clock { get; init; }

    public Fact<ProcessSight> Process { get; init; }

    public Fact<ProcessTree> Tree { get; init; }
}

/// <summary>A queue as its consumer describes it.</summary>
public sealed record QueueBinding(string Name, string? Exchange, string? ExchangeType, string? RoutingKey);
