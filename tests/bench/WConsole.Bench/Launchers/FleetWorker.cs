namespace WConsole.Bench.Launchers;

/// <summary>One program of the fleet, as every launcher's own settings are written from it.</summary>
/// <param name="Kind">What fleet.sh does.</param>
/// <param name="ReadyLine">Ready when it prints this, where the launcher knows of that.</param>
/// <param name="After">Not before this one is ready, where the launcher knows of that.</param>
internal sealed record FleetWorker(string Name, string Kind, string? ReadyLine = null, string? After = null)
{
    /// <summary>Twenty that print a line a second.</summary>
    public static IReadOnlyList<FleetWorker> Twenty { get; } = [.. Enumerable.Range(1, 20).Select(i => new FleetWorker(FormattableString.Invariant($"mail-{i:00}"), "worker"))];

    /// <summary>The twenty, and in front of them, so that it is selected, one that never says anything.</summary>
    public static IReadOnlyList<FleetWorker> WithSilent { get; } = [new("aaa", "silent"), .. Twenty];

    /// <summary>The twenty, and those that die, stop slowly, fork and wait.</summary>
    public static IReadOnlyList<FleetWorker> WithFaults { get; } =
    [
        .. Twenty, new("crash0", "crash0"), new("crash5", "crash5"), new("slow", "slow"), new("forker", "forker"), new("ready3", "ready3", ReadyLine: "now ready"), new("dep", "silent", After: "ready3"),
    ];

    /// <summary>One that prints a million lines when it is told to.</summary>
    public static IReadOnlyList<FleetWorker> Flood { get; } = [new("flood", "flood"), new("quiet", "worker")];
}
