using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A line (or paragraph) of text and what it means.</summary>
public readonly record struct TextLine(string Text, Role Role = Role.Text);
