namespace WConsole.Settings;

/// <summary>Finds what somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The known word that is few enough edits away to be a slip; null when none is.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        string? best = null;
        // A third of the word may be wrong, at least two letters.
        var limit = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var edits = candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) && word.Length >= 2 ? 1 : Edits(word, candidate, limit);
            if (edits < limit)
            {
                (best, limit) = (candidate, edits);
            }
        }

        return best;
    }

    // Levenshtein by rows; long hostile names are cut, since only slips are looked for.
    private static int Edits(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit || a.Length > 200)
        {
            return limit;
        }

        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        var row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
            }

            (above, row) = (row, above);
        }

        return above[b.Length];
    }
}
