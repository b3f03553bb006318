using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WConsole.Settings.Groups;

/// <summary>supervisord's <c>%(name)s</c> in values, and its lists of variables.</summary>
internal static partial class SupervisorText
{
    /// <summary>Fills in what is known now; the process number becomes our replica number.</summary>
    /// <param name="known">Names without brackets.</param>
    /// <param name="first">Number of the first process.</param>
    /// <param name="wrong">Is told each expansion that supervisord would refuse.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> known, int first, Action<string> wrong)
    {
        // What looks like one of our own placeholders is none in this file.
        return Hole().Replace(Fleet.Launch.Placeholders.Escape(text), hole =>
        {
            if (hole.Value == "%%")
            {
                return "%";
            }

            var (name, form) = (hole.Groups["name"].Value, hole.Groups["form"].Value);
            if (form.Length == 0)
            {
                wrong(hole.Value);
            }

            if (name == "process_num")
            {
                return Index(first, form);
            }

            if (known.TryGetValue(name, out var value))
            {
                return value;
            }

            wrong(hole.Value);
            return "";
        });
    }

    /// <summary><c>KEY="a b",OTHER=c</c>; a value is taken as it stands in its quotes.</summary>
    /// <returns>Null when the text has no such form.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>>? Variables(string text)
    {
        var variables = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == ',')
            {
                at++;
                continue;
            }

            var sign = text.IndexOf('=', at);
            if (sign < 0)
            {
                return null;
            }

            var name = text[at..sign].Trim();
            at = sign + 1;
            var value = new StringBuilder();
            for (var quote = '\0'; at < text.Length && (quote != '\0' || text[at] is not (',' or '\n')); at++)
            {
                var c = text[at];
                if (c == quote || (quote == '\0' && c is '"' or '\''))
                {
                    quote = quote == '\0' ? c : '\0';
                }
                else
                {
                    value.Append(c);
                }
            }

            variables.Add(new(name, value.ToString().Trim()));
        }

        return variables;
    }

    // %(process_num)d, …s, …02d
    private static string Index(int first, string form)
    {
        var width = form.Length > 2 && form[0] == '0' ? form[1..^1] : "";
        return $"${{index{(first > 0 ? $"+{first.ToString(CultureInfo.InvariantCulture)}" : "")}{(width is "" or "0" ? "" : $":0{width}")}}}";
    }

    [GeneratedRegex(@"%%|%\((?<name>\w+)\)(?<form>0?[0-9]*[sd])?")]
    private static partial Regex Hole();
}
