using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WConsole.Fleet.Launch;

/// <summary>
/// <c>${name}</c> the group, <c>${index}</c> the replica from 0 (<c>${index+1}</c> from 1, <c>${index:02}</c> with two digits), <c>${port}</c>, <c>${data}</c> its
/// data directory, <c>${host}</c> this host's name. Every other <c>${…}</c> is left as it is, since a shell line has its own; <c>$${name}</c> writes a
/// <c>${name}</c> that is not filled in.
/// </summary>
public sealed partial record Placeholders(string Name, int Index, int? Port, string Data, string Host)
{
    /// <summary>The words that are filled in.</summary>
    public static IReadOnlyList<string> Words { get; } = ["name", "index", "port", "data", "host"];

    /// <summary>Whether a text uses <c>${port}</c>.</summary>
    public static bool NamesPort(string text) => Names(text, "port");

    /// <summary>Whether a text uses a placeholder.</summary>
    public static bool Names(string text, string word) => MayHold(text) && Hole().Matches(text).Any(h => !Escaped(h) && h.Groups["word"].Value == word);

    /// <summary>A text with its placeholders taken out: what is left is no business of ours.</summary>
    public static string Blank(string text) => MayHold(text) ? Hole().Replace(text, "") : text;

    /// <summary>A text that comes out of <see cref="Fill"/> as it is now.</summary>
    public static string Escape(string text) => MayHold(text) ? Hole().Replace(text, h => "$" + h.Value) : text;

    /// <summary>A text with its placeholders filled in; <c>${port}</c> stays when there is no port.</summary>
    public string Fill(string text) => MayHold(text) ? Hole().Replace(text, h => Escaped(h) ? h.Value[1..] : Value(h) ?? h.Value) : text;

    // Most texts hold none, and expressions are a part of the runtime that a start can do without.
    private static bool MayHold(string text) => text.Contains("${", StringComparison.Ordinal);

    private static bool Escaped(Match hole) => hole.Value.StartsWith("$$", StringComparison.Ordinal);

    private string? Value(Match hole) => hole.Groups["word"].Value switch
    {
        "name" => Name,
        "port" => Port?.ToString(CultureInfo.InvariantCulture),
        "data" => Data,
        "host" => Host,
        _ => Number(hole.Groups["more"].Value, hole.Groups["width"].Value),
    };

    private string Number(string more, string width)
    {
        var number = Index + (more.Length > 0 ? int.Parse(more, CultureInfo.InvariantCulture) : 0);
        var digits = new StringBuilder().Append('0', Math.Max(1, width.Length > 0 ? int.Parse(width, CultureInfo.InvariantCulture) : 1)).ToString();
        return number.ToString(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\$?\$\{(?:(?<word>name|port|data|host)|(?<word>index)(?<more>\+[0-9]{1,6})?(?::0(?<width>[1-9]))?)\}")]
    private static partial Regex Hole();
}
