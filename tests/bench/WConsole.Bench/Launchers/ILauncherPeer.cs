using WConsole.Bench.Screens;

namespace WConsole.Bench.Launchers;

/// <summary>A program that starts and keeps others, measured beside the rest.</summary>
internal interface ILauncherPeer
{
    /// <summary>Name and version, for the head of its column.</summary>
    string Name { get; }

    /// <summary>Why it is not measured here; null when it is.</summary>
    string? Missing { get; }

    /// <summary>Writes its settings and starts it, with its screen where it has one.</summary>
    Task<ILauncherRun> UpAsync(FleetFolder fleet, IReadOnlyList<FleetWorker> workers, CancellationToken token);
}

/// <summary>One that runs.</summary>
internal interface ILauncherRun : IAsyncDisposable
{
    /// <summary>The moment of its exec.</summary>
    Task<DateTime> BegunAsync(CancellationToken token);

    /// <summary>Its screen; null when it has none.</summary>
    Pty? Screen { get; }

    /// <summary>Its own processes, screen and keeper, none of the fleet's.</summary>
    IReadOnlyList<int> Own();

    /// <summary>Until the names of all these can be read, in ms; NaN when they never could.</summary>
    Task<double> NamesAsync(IReadOnlyList<FleetWorker> workers, CancellationToken token);

    /// <summary>Shows the log of the program in the second row, as an operator does.</summary>
    Task FollowSecondAsync(CancellationToken token);

    /// <summary>Selects the next program or the one before, where it has a screen.</summary>
    /// <returns>The ms until it is seen: by the number of the row, else by the first byte that comes; NaN when it is not within 2 s.</returns>
    Task<double> SelectAsync(bool next, CancellationToken token);

    /// <summary>Asks it to stop all.</summary>
    /// <returns>The ms from the key or the exec of the command until all are said to be down and the prompt is back; NaN when that did not come within 15 s.</returns>
    Task<double> StopAllAsync(CancellationToken token);
}
