using System.Collections.Immutable;
using WConsole.Terminal.Input;

namespace WConsole.Tui.Keys;

/// <summary>One line of the table of keys.</summary>
/// <param name="Chords">In the order they are shown; the first stands in the key bar.</param>
/// <param name="Title">What it does, for help and docs.</param>
/// <param name="Hint">The word in the key bar; empty: it stands there not at all.</param>
internal sealed record KeyRow(KeyId Id, ImmutableArray<KeyChord> Chords, string Title, string Hint, KeyPlace Where);
