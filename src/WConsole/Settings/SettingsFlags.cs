using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What the command line says about settings; null and empty mean that it does not say.</summary>
public sealed record SettingsFlags(ImmutableArray<string> Brokers, string? Cluster = null, string? Config = null, string? Theme = null, bool ReadOnly = false)
{
    public static SettingsFlags None { get; } = new([]);
}
