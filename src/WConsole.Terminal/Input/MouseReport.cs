namespace WConsole.Terminal.Input;

/// <summary>Mouse reports: SGR (mode 1006), and the three-byte form of terminals that do not know it.</summary>
internal static class MouseReport
{
    /// <summary>The numbers of <c>CSI &lt; b ; x ; y M</c>; null when they are not a report.</summary>
    public static InputEvent? Decode(int[][] numbers, bool release) =>
        numbers.Length == 3 && numbers[1][0] > 0 && numbers[2][0] > 0 ? Report(numbers[0][0], numbers[1][0] - 1, numbers[2][0] - 1, release) : null;

    /// <summary>The three bytes after <c>CSI M</c>; null when a coordinate did not fit into its byte.</summary>
    public static InputEvent? DecodeBytes(byte buttons, byte x, byte y) =>
        buttons >= 32 && x > 32 && y > 32 ? Report(buttons - 32, x - 33, y - 33, ((buttons - 32) & 0x43) == 3 && ((buttons - 32) & 0x20) == 0) : null;

    private static InputEvent.Mouse Report(int bits, int x, int y, bool release)
    {
        var modifiers = ((bits & 4) != 0 ? KeyModifiers.Shift : 0) | ((bits & 8) != 0 ? KeyModifiers.Alt : 0) | ((bits & 16) != 0 ? KeyModifiers.Control : 0);
        if ((bits & 0xC0) == 64)
        {
            return new InputEvent.Mouse(MouseKind.WheelUp + (bits & 3), x, y, MouseButton.None, modifiers);
        }

        var button = (bits & 128) != 0 ? MouseButton.Extra : (bits & 3) switch
        {
            0 => MouseButton.Left,
            1 => MouseButton.Middle,
            2 => MouseButton.Right,
            _ => MouseButton.None,
        };
        var kind = (release, (bits & 32) != 0) switch
        {
            (true, _) => MouseKind.Release,
            (_, true) => button == MouseButton.None ? MouseKind.Move : MouseKind.Drag,
            _ => MouseKind.Press,
        };
        return new InputEvent.Mouse(kind, x, y, button, modifiers);
    }
}
