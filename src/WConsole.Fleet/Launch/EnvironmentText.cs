namespace WConsole.Fleet.Launch;

/// <summary>
/// The text of a file of variables: one <c>NAME=value</c> a line, <c>#</c> begins a comment line, an <c>export</c> before the name is passed over, a value in
/// single or double quotes loses them. Nothing is expanded.
/// </summary>
public static class EnvironmentText
{
    /// <returns>The variables in order of the text, and the numbers (from 1) of lines that are none.</returns>
    public static (IReadOnlyList<KeyValuePair<string, string>> Variables, IReadOnlyList<int> BadLines) Parse(string text)
    {
        var variables = new List<KeyValuePair<string, string>>();
        var bad = new List<int>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            line = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].TrimStart() : line;
            var sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || !IsName(line[..sign]))
            {
                bad.Add(number);
                continue;
            }

            variables.Add(new(line[..sign], Unquote(line[(sign + 1)..].Trim())));
        }

        return (variables, bad);
    }

    /// <summary>Whether a text can name a variable: a letter or <c>_</c>, then letters, digits and <c>_</c>.</summary>
    public static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;
}
