namespace WConsole.Terminal.Cells;

/// <summary>Colours and attributes of a cell; a missing colour is the terminal's own.</summary>
public readonly record struct Style(Rgb? Foreground, Rgb? Background, TextAttributes Attributes)
{
    public static Style Default => default;

    public Style WithForeground(Rgb? color) => this with { Foreground = color };

    public Style WithBackground(Rgb? color) => this with { Background = color };

    /// <summary>This style with more attributes.</summary>
    public Style With(TextAttributes attributes) => this with { Attributes = Attributes | attributes };

    /// <summary>This style with some attributes taken away.</summary>
    public Style Without(TextAttributes attributes) => this with { Attributes = Attributes & ~attributes };

    /// <summary>This style laid over another: own colours win, missing ones shine through, attributes add up.</summary>
    public Style Over(Style below) => new(Foreground ?? below.Foreground, Background ?? below.Background, Attributes | below.Attributes);

    /// <summary>One number per distinct style, for interning.</summary>
    internal ulong Key =>
        Bits(Foreground) | (Bits(Background) << 25) | ((ulong)(uint)Attributes << 50);

    /// <summary>What an empty cell of this style looks like: without ink only the background and drawn lines are left.</summary>
    internal Style ForBlank()
    {
        const TextAttributes Lines = TextAttributes.Underline | TextAttributes.Strikethrough | TextAttributes.Reverse;
        return (Attributes & Lines) == 0 ? new Style(null, Background, TextAttributes.None) : this;
    }

    private static ulong Bits(Rgb? color) => color is { } c ? (uint)c.Packed | 0x1000000u : 0;
}
