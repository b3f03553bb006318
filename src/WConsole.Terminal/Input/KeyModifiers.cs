namespace WConsole.Terminal.Input;

/// <summary>Keys held while another was pressed; the values are the bits terminals use (parameter minus one).</summary>
[Flags]
public enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
    Super = 8,
}
