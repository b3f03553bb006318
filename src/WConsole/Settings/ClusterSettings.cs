using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>A named set of sources.</summary>
/// <param name="Environment">"production" makes lossy actions ask for the cluster's name; any other word is shown only.</param>
/// <param name="ReadOnly">Whether every acting key and verb is off.</param>
/// <param name="Origin">File, variable or flag it came from.</param>
public sealed record ClusterSettings(string Name, string Environment, bool ReadOnly, ImmutableArray<SourceSettings> Sources, string Origin)
{
    /// <summary>Where it begins in its file; 0: nowhere.</summary>
    public long Line { get; init; }

    /// <summary>Whether a launcher of the default state directory that lives here is looked at, too: it may keep workers of this cluster.</summary>
    public bool Launcher { get; init; } = true;

    public const string Development = "development";

    public bool IsProduction => Environment == "production";
}
