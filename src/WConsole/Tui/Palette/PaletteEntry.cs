using System.Collections.Immutable;

namespace WConsole.Tui.Palette;

/// <summary>What kind of thing a line of the palette is.</summary>
internal enum PaletteKind
{
    View,
    Action,
    Key,
    Cluster,
    Worker,
}

/// <summary>One thing that can be run from the palette or from help.</summary>
/// <param name="Name">What is typed for it.</param>
/// <param name="Title">What it does, or what it is.</param>
/// <param name="Key">Its key; empty when it has none.</param>
/// <param name="Off">Why it cannot be run now; null when it can.</param>
/// <param name="Effects">What running it comes to.</param>
internal sealed record PaletteEntry(PaletteKind Kind, string Name, string Title, string Key, string? Off, ImmutableArray<Effect> Effects)
{
    /// <summary>Other words it is known by, such as its batch verb.</summary>
    public string Alias { get; init; } = "";
}
