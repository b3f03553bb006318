using System.Text;
using System.Text.RegularExpressions;

namespace WConsole.Settings.Groups;

/// <summary>
/// Files that a shell pattern means, as Python's <c>glob.glob</c> finds them: <c>*</c> and <c>?</c> within a name, <c>[abc]</c>, <c>[a-z]</c>, <c>[!a]</c>; a name
/// that begins with a dot only by a pattern that does too; <c>**</c> is no more than <c>*</c>.
/// </summary>
internal static class PathGlob
{
    /// <param name="pattern">Absolute.</param>
    /// <returns>What exists, in order of its bytes.</returns>
    public static IReadOnlyList<string> Find(string pattern)
    {
        IEnumerable<string> found = ["/"];
        foreach (var name in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = name.IndexOfAny(['*', '?', '[']) < 0
                ? found.Select(folder => Path.Combine(folder, name)).Where(Path.Exists)
                : found.SelectMany(folder => In(folder, name));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> In(string folder, string pattern)
    {
        var fits = Make(pattern);
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Where(path => Path.GetFileName(path) is var name && (name[0] != '.' || pattern[0] == '.') && fits.IsMatch(name))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Regex Make(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            // A bracket that closes none, and a first ] is one of the letters.
            var end = pattern[i] == '[' && i + 2 < pattern.Length ? pattern.IndexOf(']', i + (pattern[i + 1] == '!' ? 3 : 2)) : -1;
            if (end > 0)
            {
                var letters = pattern[(i + 1)..end];
                text.Append(letters[0] == '!' ? $"[^{Class(letters[1..])}]" : $"[{Class(letters)}]");
                i = end;
            }
            else
            {
                text.Append(pattern[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    private static string Class(string letters) =>
        letters.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal);
}
