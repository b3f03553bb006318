using System.Globalization;
using System.Text;

namespace WConsole.Fleet.Launch;

/// <summary>
/// <c>${name}</c> the group, <c>${index}</c> the replica from 0, <c>${port}</c>, <c>${data}</c> its data directory, <c>${host}</c> this host's name.
/// Every other <c>${…}</c> is left as it is, since a shell line has its own; <c>$${name}</c> writes a <c>${name}</c> that is not filled in.
/// </summary>
public sealed record Placeholders(string Name, int Index, int? Port, string Data, string Host)
{
    /// <summary>The words that are filled in.</summary>
    public static IReadOnlyList<string> Words { get; } = ["name", "index", "port", "data", "host"];

    /// <summary>Whether a text uses <c>${port}</c>.</summary>
    public static bool NamesPort(string text) => Holes(text).Any(h => h.Word == "port");

    /// <summary>A text with its placeholders filled in; <c>${port}</c> stays when there is no port.</summary>
    public string Fill(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder();
        var done = 0;
        foreach (var (at, length, word) in Holes(text))
        {
            filled.Append(text, done, at - done);
            filled.Append(word is null ? text.Substring(at + 1, length - 1) : Value(word) ?? text.Substring(at, length));
            done = at + length;
        }

        return filled.Append(text, done, text.Length - done).ToString();
    }

    private string? Value(string word) => word switch
    {
        "name" => Name,
        "index" => Index.ToString(CultureInfo.InvariantCulture),
        "port" => Port?.ToString(CultureInfo.InvariantCulture),
        "data" => Data,
        _ => Host,
    };

    // A word of null: an escaped one.
    private static IEnumerable<(int At, int Length, string? Word)> Holes(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            if (end < 0)
            {
                yield break;
            }

            var word = text[(at + 2)..end];
            if (Words.Contains(word))
            {
                var escaped = at > 0 && text[at - 1] == '$';
                yield return escaped ? (at - 1, end - at + 2, null) : (at, end - at + 1, word);
            }
        }
    }
}
