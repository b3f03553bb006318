using System.Collections.Immutable;

namespace WConsole.Tui.Palette;

/// <summary>An entry that fits what was typed, and which chars of its name were meant.</summary>
internal sealed record PaletteLine(PaletteEntry Entry, ImmutableArray<int> Places);

/// <summary>Which entries fit what was typed, the best first. Pure.</summary>
internal static class PaletteMatch
{
    // What is named so comes before what is only described so.
    private const int TitleLess = 5_500;

    public static ImmutableArray<PaletteLine> Of(string typed, ImmutableArray<PaletteEntry> entries)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return [.. entries.Select(e => new PaletteLine(e, []))];
        }

        var whole = string.Join(' ', words);
        var found = new List<(int Score, PaletteLine Line)>();
        foreach (var entry in entries)
        {
            if (Score(entry, whole, words) is { } hit)
            {
                // What cannot be run now makes way for what can, but only among equals.
                found.Add((hit.Score - (entry.Off is null ? 0 : 1), new PaletteLine(entry, hit.Places)));
            }
        }

        // A stable order: equals stay as the entries stand.
        return [.. found.OrderByDescending(f => f.Score).Select(f => f.Line)];
    }

    private static FuzzyHit? Score(PaletteEntry entry, string whole, string[] words)
    {
        if (FuzzyMatch.Whole(whole, entry.Name) is { } asTyped)
        {
            return asTyped;
        }

        if (entry.Alias.Length > 0 && FuzzyMatch.Whole(whole, entry.Alias) is { } alias)
        {
            return alias with { Places = [] };
        }

        var score = 0;
        var places = new SortedSet<int>();
        foreach (var word in words)
        {
            var name = FuzzyMatch.Of(word, entry.Name);
            var title = FuzzyMatch.Whole(word, entry.Title);
            if (name is null && title is null)
            {
                return null;
            }

            score += Math.Max(name?.Score ?? int.MinValue, (title?.Score ?? int.MinValue + TitleLess) - TitleLess);
            places.UnionWith(name?.Places ?? []);
        }

        return new FuzzyHit(score / words.Length, [.. places]);
    }
}
