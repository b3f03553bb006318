using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>A layer as far as it could be read, with everything that is wrong in it.</summary>
public sealed record LayerReading(SettingsLayer Layer, ImmutableArray<SettingsProblem> Problems);
