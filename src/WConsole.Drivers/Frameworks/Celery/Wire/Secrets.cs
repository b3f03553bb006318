using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Hides passwords in text that came from a broker or a worker (celery-redis §2.2: `broker.alternates` and, with a Unix
/// socket, `broker.hostname` repeat whole URLs). It rather hides too much than too little: passwords that were not
/// percent-encoded may hold '/', '@' or '?'.
/// </summary>
public static class Secrets
{
    /// <summary>What stands in a password's place.</summary>
    public const string Mark = "********";

    private static readonly string[] SecretNames = ["password", "passwd", "secret", "token", "api_key", "apikey", "access_key", "private_key"];

    /// <summary>The same text with the password of every URL in it, and every `password=` value, replaced by <see cref="Mark"/>.</summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MaskQuery(MaskUserInfo(text));
    }

    /// <summary>True for names of settings whose value must not be shown, whatever it is.</summary>
    public static bool IsSecretName(string name) =>
        !name.EndsWith("_file", StringComparison.OrdinalIgnoreCase) && SecretNames.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static string MaskUserInfo(string text)
    {
        var next = text.IndexOf("://", StringComparison.Ordinal);
        if (next < 0)
        {
            return text;
        }

        var to = new StringBuilder(text.Length);
        var copied = 0;
        var end = 0;
        var lastOfWord = -1;
        while (next >= 0)
        {
            var start = next + 3;
            if (start >= end)
            {
                // Once for each word, so that a text of nothing but "://" stays linear.
                end = EndOfWord(text, start);
                lastOfWord = LastAt(text, start, end);
            }

            next = text.IndexOf("://", start, StringComparison.Ordinal);
            // A list of URLs: this one ends where the next one's scheme begins. Unless it starts with ':' and has no '@'
            // up to there: then "://" is part of the password.
            var bound = next >= 0 && next < end ? StartOfScheme(text, start, next) : end;
            var at = LastAt(text, start, bound);
            if (at < 0 && bound < end && text[start] == ':' && lastOfWord > start)
            {
                at = lastOfWord;
                next = text.IndexOf("://", at, StringComparison.Ordinal);
            }

            var colon = at < 0 ? -1 : text.IndexOf(':', start, at - start);
            if (colon >= 0 && colon + 1 < at)
            {
                to.Append(text, copied, colon + 1 - copied).Append(Mark);
                copied = at;
            }
        }

        return copied == 0 ? text : to.Append(text, copied, text.Length - copied).ToString();
    }

    private static string MaskQuery(string text)
    {
        const string key = "password=";
        var found = text.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        if (found < 0)
        {
            return text;
        }

        var to = new StringBuilder(text.Length);
        var copied = 0;
        while (found >= 0)
        {
            var start = found + key.Length;
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('&' or '\'' or '"' or ';' or ','))
            {
                end++;
            }

            if (end > start)
            {
                to.Append(text, copied, start - copied).Append(Mark);
                copied = end;
            }

            found = text.IndexOf(key, end, StringComparison.OrdinalIgnoreCase);
        }

        return to.Append(text, copied, text.Length - copied).ToString();
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !char.IsControl(text[end]))
        {
            end++;
        }

        return end;
    }

    private static int StartOfScheme(string text, int start, int colon)
    {
        var at = colon;
        while (at > start && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '+' or '-' or '.'))
        {
            at--;
        }

        return at;
    }

    private static int LastAt(string text, int start, int end) => end <= start ? -1 : text.LastIndexOf('@', end - 1, end - start);
}
