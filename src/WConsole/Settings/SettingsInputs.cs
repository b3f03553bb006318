namespace WConsole.Settings;

/// <summary>Everything that settings are made from; nothing else is looked at.</summary>
/// <param name="Look">Knows broker URLs.</param>
public sealed record SettingsInputs(IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, SettingsFlags Flags, Func<string, BrokerLook> Look)
{
    /// <summary>An environment variable; null when it is not set or empty.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
