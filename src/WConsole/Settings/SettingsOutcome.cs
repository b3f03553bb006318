using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What the pipeline made: settings to work with (only when there is no problem), and what must be told.</summary>
/// <param name="Warnings">One line each; work goes on.</param>
/// <param name="Files">Every file that was looked for, strongest last.</param>
public sealed record SettingsOutcome(ConsoleSettings Settings, ImmutableArray<SettingsProblem> Problems, ImmutableArray<string> Warnings, ImmutableArray<FileUse> Files)
{
    /// <summary>What each origin said, weakest first: tells where a value came from.</summary>
    public ImmutableArray<SettingsLayer> Layers { get; init; } = [];
}
