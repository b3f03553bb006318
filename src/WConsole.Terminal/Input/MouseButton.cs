namespace WConsole.Terminal.Input;

/// <summary>Which mouse button; <see cref="None"/> for wheel and motion, and for releases that do not say.</summary>
public enum MouseButton
{
    None,
    Left,
    Middle,
    Right,
    Extra,
}
