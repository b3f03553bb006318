namespace WConsole.Terminal.Cells;

/// <summary>What a cell can be besides coloured. These work without colours too, so meaning must rest on them and on glyphs.</summary>
[Flags]
public enum TextAttributes
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Reverse = 16,
    Strikethrough = 32,
}
