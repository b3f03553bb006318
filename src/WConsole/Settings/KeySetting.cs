using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>One line of <c>keys:</c>: what an action or a command of the screen is called by. What the words mean is the screen's own business.</summary>
/// <param name="Name">As the palette calls it: <c>stop</c>, <c>sort-left</c>.</param>
/// <param name="Chords">Empty takes every key from it.</param>
public sealed record KeySetting(string Name, ImmutableArray<string> Chords, string Origin, long Line);
