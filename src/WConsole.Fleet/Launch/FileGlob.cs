using System.Text;
using System.Text.RegularExpressions;

namespace WConsole.Fleet.Launch;

/// <summary>Which files below a directory are meant: <c>**</c> any depth, <c>*</c> and <c>?</c> within a name; a glob that begins with <c>!</c> takes out again, the last one that fits decides.</summary>
public sealed class FileGlob
{
    private readonly (Regex Fits, bool Out)[] _globs;

    public FileGlob(IEnumerable<string> globs) => _globs = [.. globs.Select(g => (Make(g.TrimStart('!')), g.StartsWith('!')))];

    /// <param name="path">Below the directory, with slashes.</param>
    public bool Fits(string path)
    {
        var fits = false;
        foreach (var (glob, isOut) in _globs)
        {
            fits = glob.IsMatch(path) ? !isOut : fits;
        }

        return fits;
    }

    private static Regex Make(string glob)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i] == '*' && i + 1 < glob.Length && glob[i + 1] == '*')
            {
                // "**/" also means no directory at all.
                var slash = i + 2 < glob.Length && glob[i + 2] == '/';
                text.Append(slash ? "(?:.*/)?" : ".*");
                i += slash ? 2 : 1;
            }
            else
            {
                text.Append(glob[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
