namespace WConsole.Bench.Launchers;

/// <summary>What was measured of every launcher, beside the bar that this program has to keep: one row a question, one column a launcher.</summary>
internal sealed class PeerTable(IReadOnlyList<ILauncherPeer> peers)
{
    private const string Nothing = "not measured";

    private readonly List<(string Question, string Bar, bool? IsMet, string[] Cells)> _rows = [];

    /// <summary>Whether this program kept every bar.</summary>
    public bool IsGood => _rows.All(r => r.IsMet != false);

    /// <summary>A row of numbers.</summary>
    /// <param name="isMet">What the first column must keep; null: no bar.</param>
    public void Add(string question, string bar, Func<ILauncherPeer, string?> cell, bool? isMet) =>
        _rows.Add((question, bar, isMet, [.. peers.Select(p => p.Missing is { } why ? why : cell(p) ?? Nothing)]));

    /// <summary>Medians (least…most).</summary>
    public void Add(string question, string unit, double bar, IReadOnlyDictionary<ILauncherPeer, Screens.Sample> samples) => Add(
        question,
        FormattableString.Invariant($"< {bar:0.###} {unit}"),
        p => samples.TryGetValue(p, out var sample) && double.IsFinite(sample.Median) ? sample.ToString() : null,
        samples.TryGetValue(peers[0], out var own) && own.Median < bar);

    public override string ToString() => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        yield return $"| | {string.Join(" | ", peers.Select(p => p.Name))} | bar | |";
        yield return $"|{string.Concat(Enumerable.Repeat("---|", peers.Count + 3))}";
        foreach (var (question, bar, isMet, cells) in _rows)
        {
            yield return $"| {question} | {string.Join(" | ", cells)} | {bar} | {(isMet switch { true => "met", false => "**missed**", null => "" })} |";
        }
    }
}
