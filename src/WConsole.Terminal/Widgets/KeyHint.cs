namespace WConsole.Terminal.Widgets;

/// <summary>A key and what it does here, for the bar at the bottom. Danger: its action can lose something.</summary>
public readonly record struct KeyHint(string Key, string Text, bool Danger = false);
