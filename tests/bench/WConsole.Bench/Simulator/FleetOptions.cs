namespace WConsole.Bench.Simulator;

/// <summary>What a simulated fleet is like.</summary>
internal sealed record FleetOptions
{
    public int Nodes { get; init; } = 50;

    /// <summary>On so many hosts, in turn; 0: ten on each.</summary>
    public int Hosts { get; init; }

    /// <summary>So many nodes of a hundred run a task each.</summary>
    public int BusyPercent { get; init; }

    /// <summary>Told to stop, they do not.</summary>
    public bool Stubborn { get; init; }

    /// <summary>Node names, task names and arguments are full of escape sequences, control characters and text that turns round.</summary>
    public bool Hostile { get; init; }

    /// <summary>The first node's list of running tasks is at least so many bytes of JSON; 0: no bigger than the others'.</summary>
    public int BigReplyBytes { get; init; }

    /// <summary>So many of a thousand replies and events are broken before they are sent.</summary>
    public int MutatedPermille { get; init; }

    /// <summary>Task events besides the heartbeats.</summary>
    public int EventsPerSecond { get; init; }

    /// <summary>The nodes by name, running for hours already; empty: made up by number.</summary>
    public IReadOnlyList<CastNode> Cast { get; init; } = [];

    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(2);

    public int Seed { get; init; } = 1;
}
