using System.Text;

namespace WConsole.Terminal.Cells;

/// <summary>
/// The characters that need more than one code point, by small ids. Bounded: what does not fit any more is refused, and the canvas empties the table when it next is cleared.
/// </summary>
internal sealed class ClusterTable
{
    public const int Limit = 4096;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public ClusterTable() => _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public bool IsFull => _entries.Count >= Limit;

    public Entry this[int id] => _entries[id];

    /// <summary>The id of a cluster, or -1 when the table is full.</summary>
    public int Intern(in Cluster cluster)
    {
        if (_bySpan.TryGetValue(cluster.Text, out var id))
        {
            return id;
        }

        if (IsFull)
        {
            return -1;
        }

        var text = cluster.Text.ToString();
        id = _entries.Count;
        _entries.Add(new Entry(text, Encoding.UTF8.GetBytes(text), cluster.Rune, cluster.Reach));
        _ids.Add(text, id);
        return id;
    }

    public void Clear()
    {
        _entries.Clear();
        _ids.Clear();
    }

    /// <summary>Reach: how many cells a terminal that does not join the cluster may draw on; 0 when all agree.</summary>
    internal readonly record struct Entry(string Text, byte[] Utf8, int BaseRune, int Reach);
}
