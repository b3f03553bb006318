namespace WConsole.Terminal.Input;

/// <summary>Numbers and letters that terminals send for keys without text; null where none is known.</summary>
internal static class FunctionKeys
{
    /// <summary>The final letter of <c>CSI … X</c> and <c>ESC O X</c>.</summary>
    public static KeyCode? FromLetter(char letter) => letter switch
    {
        'A' => KeyCode.Up,
        'B' => KeyCode.Down,
        'C' => KeyCode.Right,
        'D' => KeyCode.Left,
        'E' => KeyCode.Begin,
        'F' => KeyCode.End,
        'H' => KeyCode.Home,
        'P' => KeyCode.F1,
        'Q' => KeyCode.F2,
        'R' => KeyCode.F3,
        'S' => KeyCode.F4,
        _ => null,
    };

    /// <summary>The number of <c>CSI n ~</c>.</summary>
    public static KeyCode? FromTilde(int number) => number switch
    {
        1 or 7 => KeyCode.Home,
        2 => KeyCode.Insert,
        3 => KeyCode.Delete,
        4 or 8 => KeyCode.End,
        5 => KeyCode.PageUp,
        6 => KeyCode.PageDown,
        >= 11 and <= 15 => KeyCode.F1 + (number - 11),
        >= 17 and <= 21 => KeyCode.F6 + (number - 17),
        23 or 24 => KeyCode.F11 + (number - 23),
        25 or 26 => KeyCode.F13 + (number - 25),
        28 => KeyCode.F15,
        29 => KeyCode.F16,
        >= 31 and <= 34 => KeyCode.F17 + (number - 31),
        _ => null,
    };

    /// <summary>The code of <c>CSI n u</c> (kitty keyboard protocol) for keys that type nothing.</summary>
    public static KeyCode? FromKitty(int code) => code switch
    {
        8 or 127 => KeyCode.Backspace,
        9 => KeyCode.Tab,
        13 or 57414 => KeyCode.Enter,
        27 => KeyCode.Escape,
        57363 => KeyCode.Menu,
        >= 57376 and <= 57387 => KeyCode.F13 + (code - 57376),
        57417 => KeyCode.Left,
        57418 => KeyCode.Right,
        57419 => KeyCode.Up,
        57420 => KeyCode.Down,
        57421 => KeyCode.PageUp,
        57422 => KeyCode.PageDown,
        57423 => KeyCode.Home,
        57424 => KeyCode.End,
        57425 => KeyCode.Insert,
        57426 => KeyCode.Delete,
        57427 => KeyCode.Begin,
        _ => null,
    };

    /// <summary>The character of a keypad key in the kitty keyboard protocol.</summary>
    public static char? KeypadText(int code) => code is >= 57399 and <= 57416 and not 57414 ? "0123456789./*-+\r=,"[code - 57399] : null;

    /// <summary>The character of an application-mode keypad key, <c>ESC O x</c>.</summary>
    public static char? KeypadText(char letter) => letter switch
    {
        'X' => '=',
        >= 'j' and <= 'y' => "*+,-./0123456789"[letter - 'j'],
        _ => null,
    };
}
