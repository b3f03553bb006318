using System.Globalization;

namespace WConsole.Settings.Groups;

/// <summary>One section of an INI text with its lines in order.</summary>
internal sealed record IniSection(string Name, long Line)
{
    public List<(string Key, string Value, long Line)> Entries { get; } = [];

    /// <summary>The last value of a key; null when it is not there.</summary>
    public string? Text(string key)
    {
        var at = Entries.FindLastIndex(e => e.Key == key);
        return at < 0 ? null : Entries[at].Value;
    }

    public IEnumerable<string> Texts(string key) => Entries.Where(e => e.Key == key).Select(e => e.Value);

    /// <summary>Where a key stands; the section's own line when it is not there.</summary>
    public long LineOf(string key)
    {
        var at = Entries.FindLastIndex(e => e.Key == key);
        return at < 0 ? Line : Entries[at].Line;
    }

    /// <summary>Where keys stand that are there, under our names for them.</summary>
    public IReadOnlyDictionary<string, long> Lines(params (string Ours, string Theirs)[] keys) =>
        keys.Where(k => Entries.Exists(e => e.Key == k.Theirs)).ToDictionary(k => k.Ours, k => LineOf(k.Theirs), StringComparer.Ordinal);

    /// <summary>A whole number; null when the key is not there or holds none.</summary>
    public int? Number(string key) => int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
