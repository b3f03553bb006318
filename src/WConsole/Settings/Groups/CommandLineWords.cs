using System.Text;

namespace WConsole.Settings.Groups;

/// <summary>A command as one line of text → the words that start it.</summary>
internal static class CommandLineWords
{
    // Any of these outside quotes asks for a shell; a $ also inside double ones, unless it is one of our own placeholders.
    private const string ShellOnly = "|&;<>()`*?[]{}~#!\n";

    /// <summary>
    /// Program and arguments when the line is a plain one, so that signals reach the program itself; <c>/bin/sh -c LINE</c> when it needs a shell.
    /// </summary>
    /// <returns>Null when the line is empty or a quote is not closed.</returns>
    public static IReadOnlyList<string>? Of(string line)
    {
        if (Split(line) is not { Count: > 0 } words)
        {
            return null;
        }

        var bare = WithoutPlaceholders(line);
        var shell = NeedsShell(bare) || words[0].Contains('=', StringComparison.Ordinal) || words[0] is "exec" or "cd" or "source" or "." or "export" or "ulimit" or "set" or "while" or "for" or "if" or "until";
        return shell ? ["/bin/sh", "-c", line.Trim()] : words;
    }

    /// <summary>Words as a shell would split them, quotes taken off; nothing is expanded.</summary>
    /// <returns>Null when a quote is not closed.</returns>
    public static List<string>? Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                End();
            }
            else if (quote == '\0' && c is '\'' or '"' || c == quote)
            {
                word ??= new StringBuilder();
                quote = quote == '\0' ? c : '\0';
            }
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length && (quote == '\0' || line[i + 1] is '"' or '\\' or '$' or '`'))
            {
                (word ??= new StringBuilder()).Append(line[++i]);
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (quote != '\0')
        {
            return null;
        }

        End();
        return words;

        void End()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }

    /// <summary>Whether the shell stays between the launcher and the program, so that a signal ends only the shell.</summary>
    public static bool ShellStays(string line)
    {
        var bare = WithoutPlaceholders(line);
        return Outside(bare).Any(at => bare[at] == '|' || (bare[at] == '&' && !Neighbour(bare, at)));

        // Not && and not a redirection (2>&1, >&2, &>file).
        static bool Neighbour(string text, int at) =>
            (at > 0 && text[at - 1] is '&' or '>' or '<') || (at + 1 < text.Length && text[at + 1] is '&' or '>');
    }

    private static bool NeedsShell(string line) => Outside(line).Any(at => ShellOnly.Contains(line[at], StringComparison.Ordinal)) || Dollar(line);

    // A $ inside single quotes is only a letter.
    private static bool Dollar(string line)
    {
        var single = false;
        var dbl = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '\\' when !single:
                    i++;
                    break;
                case '\'' when !dbl:
                    single = !single;
                    break;
                case '"' when !single:
                    dbl = !dbl;
                    break;
                case '$' or '`' when !single:
                    return true;
            }
        }

        return false;
    }

    // Places outside all quotes.
    private static IEnumerable<int> Outside(string line)
    {
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0')
            {
                yield return i;
            }
        }
    }

    private static string WithoutPlaceholders(string line) => Fleet.Launch.Placeholders.Blank(line);
}
