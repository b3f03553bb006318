using System.Collections.Immutable;

namespace WConsole.Tui.Palette;

/// <summary>How well a text fits what was typed.</summary>
/// <param name="Score">More is better; comparable between texts for the same typed letters.</param>
/// <param name="Places">Which chars of the text were meant, in order.</param>
internal sealed record FuzzyHit(int Score, ImmutableArray<int> Places);

/// <summary>
/// Typed letters against a text: the same, its beginning, the beginning of a word in it, a part of it, or at least all letters in order, in this
/// order of worth. Case says nothing.
/// </summary>
internal static class FuzzyMatch
{
    private const int Same = 10_000;
    private const int Beginning = 8_000;
    private const int WordBeginning = 6_000;
    private const int Part = 4_000;
    private const int Letters = 1_000;

    // Per letter that begins a word, or follows the one before it without a gap.
    private const int Neat = 100;
    private const int Longest = 200;

    /// <returns>Null when the letters are not all there in order.</returns>
    public static FuzzyHit? Of(string typed, string text) => typed.Length == 0 ? new FuzzyHit(0, []) : Whole(typed, text) ?? InOrder(typed, text);

    /// <summary>As <see cref="Of"/>, but only where the letters stand together: in a sentence, letters in order mean nothing.</summary>
    public static FuzzyHit? Whole(string typed, string text)
    {
        var best = -1;
        for (var at = text.IndexOf(typed, StringComparison.OrdinalIgnoreCase); at >= 0; at = at + 1 < text.Length ? text.IndexOf(typed, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
        {
            best = best < 0 || BeginsWord(text, at) ? at : best;
            if (BeginsWord(text, best))
            {
                break;
            }
        }

        if (best < 0)
        {
            return null;
        }

        var worth = text.Length == typed.Length ? Same : best == 0 ? Beginning : BeginsWord(text, best) ? WordBeginning : Part;
        // Of texts that begin so, none is better for being shorter: their own order counts.
        return new FuzzyHit(worth - (worth == Part ? Math.Min(text.Length, Longest) : 0), [.. Enumerable.Range(best, typed.Length)]);
    }

    // From each place where the first letter stands; what is neatest counts.
    private static FuzzyHit? InOrder(string typed, string text)
    {
        FuzzyHit? best = null;
        for (var start = 0; start < Math.Min(text.Length, Longest); start++)
        {
            if (char.ToLowerInvariant(text[start]) == char.ToLowerInvariant(typed[0]) && From(typed, text, start) is { } hit && hit.Score > (best?.Score ?? int.MinValue))
            {
                best = hit;
            }
        }

        return best;
    }

    private static FuzzyHit? From(string typed, string text, int start)
    {
        var places = ImmutableArray.CreateBuilder<int>(typed.Length);
        var score = Letters;
        var at = start;
        foreach (var letter in typed)
        {
            var found = at;
            while (found < text.Length && char.ToLowerInvariant(text[found]) != char.ToLowerInvariant(letter))
            {
                found++;
            }

            if (found == text.Length)
            {
                return null;
            }

            score += BeginsWord(text, found) || (places.Count > 0 && places[^1] == found - 1) ? Neat : -(found - at);
            places.Add(found);
            at = found + 1;
        }

        return new FuzzyHit(score - Math.Min(text.Length, Longest), places.ToImmutable());
    }

    private static bool BeginsWord(string text, int at) =>
        at == 0 || !char.IsLetterOrDigit(text[at - 1]) || (char.IsDigit(text[at]) && !char.IsDigit(text[at - 1]));
}
