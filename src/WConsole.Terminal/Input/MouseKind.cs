namespace WConsole.Terminal.Input;

/// <summary>What the mouse did.</summary>
public enum MouseKind
{
    Press,
    Release,
    Drag,
    Move,
    WheelUp,
    WheelDown,
    WheelLeft,
    WheelRight,
}
