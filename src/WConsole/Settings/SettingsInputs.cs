using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>Everything that settings are made from; nothing else is looked at.</summary>
/// <param name="Look">Knows broker URLs.</param>
public sealed record SettingsInputs(IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, SettingsFlags Flags, Func<string, BrokerLook> Look)
{
    /// <summary>The login name that this program runs under.</summary>
    public string User { get => field ?? System.Environment.UserName; init; }

    /// <summary>Whether a login name or number is one of this host's users.</summary>
    public Func<string, bool> KnowsUser { get; init; } = _ => true;

    /// <summary>Knows the screen: what of keys, views and favourites it does not understand.</summary>
    public Func<ConsoleSettings, ImmutableArray<SettingsProblem>> CheckScreen { get; init; } = _ => [];

    /// <summary>An environment variable; null when it is not set or empty.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
