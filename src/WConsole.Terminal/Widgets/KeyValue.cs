using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A line of details: what it is and its value. Without a value the label is a heading.</summary>
public readonly record struct KeyValue(string Label, string? Value, Role Role = Role.Text);
