namespace WConsole.Cli;

/// <summary>Shell globs over names: <c>*</c> any text, <c>?</c> one character; everything else is itself.</summary>
internal static class Glob
{
    public static bool Fits(string pattern, string text)
    {
        // Greedy with one point to return to: linear but for hostile patterns, and never recursive.
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
