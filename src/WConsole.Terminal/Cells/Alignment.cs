namespace WConsole.Terminal.Cells;

/// <summary>Where text stands in a field wider than itself.</summary>
public enum Alignment
{
    Left,
    Center,
    Right,
}
