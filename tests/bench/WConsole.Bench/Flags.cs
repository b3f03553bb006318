using System.Globalization;

namespace WConsole.Bench;

/// <summary>The words after a sub command: <c>--name value</c>, <c>--switch</c> (known by name) and plain words.</summary>
internal sealed class Flags
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    public Flags(IEnumerable<string> arguments, params string[] switches)
    {
        string? name = null;
        foreach (var argument in arguments)
        {
            if (name is not null)
            {
                (_values[name], name) = (argument, null);
            }
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                _words.Add(argument);
            }
            else if (switches.Contains(argument[2..]) || argument == "--help")
            {
                _values[argument[2..]] = "";
            }
            else
            {
                name = argument[2..];
            }
        }

        Problem = name is null ? null : $"--{name} needs a value";
    }

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    public string? Problem { get; }

    public IReadOnlyList<string> Words => _words;

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
