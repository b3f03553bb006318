namespace WConsole.Terminal.Widgets;

/// <summary>One line of a menu. Key: what runs it without the menu, shown at its left. Note: what it means, at its right. Disabled: why it cannot be chosen now; null: it can.</summary>
public readonly record struct MenuItem(string Key, string Text, string Note = "", string? Disabled = null, bool Danger = false);
