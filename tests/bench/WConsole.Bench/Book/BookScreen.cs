namespace WConsole.Bench.Book;

/// <summary>One picture of the docs.</summary>
/// <param name="Name">What the markers in README call it.</param>
/// <param name="Says">The sentence above it.</param>
/// <param name="Keys">Pressed one after the other, beginning at the home view.</param>
/// <param name="Shows">What must stand on the screen: a regular expression.</param>
internal sealed record BookScreen(string Name, string Says, string Size, IReadOnlyList<string> Keys, string Shows);
