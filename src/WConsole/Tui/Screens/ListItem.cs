using System.Collections.Immutable;
using WConsole.Terminal.Themes;

namespace WConsole.Tui.Screens;

/// <summary>A line of a list that can be chosen from.</summary>
/// <param name="Label">At the left; without a text the line is a heading.</param>
/// <param name="Effects">What Enter comes to; null: the line is only to be read.</param>
internal sealed record ListItem(string Label, string? Text = null, Role Role = Role.Text, ImmutableArray<Effect>? Effects = null);
