using System.Text;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A line of somebody's log made ready to be shown.</summary>
public static class LogLine
{
    private const int WhereLevelsStand = 120;

    private static readonly (string Word, Role Role)[] Levels =
    [
        ("CRITICAL", Role.Error), ("FATAL", Role.Error), ("ERROR", Role.Error), ("Traceback", Role.Error), ("WARN", Role.Warn), ("DEBUG", Role.Muted), ("TRACE", Role.Muted),
    ];

    /// <summary>The tone of the level that is named near its beginning; plain text when none is.</summary>
    public static Role Tone(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, WhereLevelsStand));
        if (head.StartsWith("Thread ", StringComparison.Ordinal))
        {
            // The head of a stack in a dump.
            return Role.Title;
        }

        var best = (At: int.MaxValue, Role: Role.Text);
        foreach (var (word, role) in Levels)
        {
            var at = head.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && at < best.At && (at == 0 || !char.IsAsciiLetter(head[at - 1])))
            {
                best = (at, role);
            }
        }

        return best.Role;
    }

    /// <summary>Without the colours and titles that were meant for another terminal; tabs as spaces. What other control characters are left is drawn as pictures.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '\e' && next == '[')
            {
                i = End(text, i + 2, c => c is >= '@' and <= '~');
            }
            else if (text[i] == '\e' && next is ']' or 'P' or '_' or '^' or 'X' && text[i] == '\e')
            {
                var at = text.IndexOfAny(['\a', '\e'], i + 2);
                i = at < 0 ? text.Length : text[at] == '\e' && at + 1 < text.Length && text[at + 1] == '\\' ? at + 1 : text[at] == '\a' ? at : at - 1;
            }
            else if (text[i] == '\t')
            {
                clean.Append("    ");
            }
            else if (!(text[i] == '\r' && i == text.Length - 1))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    private static int End(string text, int from, Func<char, bool> isFinal)
    {
        while (from < text.Length && !isFinal(text[from]))
        {
            from++;
        }

        return from;
    }
}
