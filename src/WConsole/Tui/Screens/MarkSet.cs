using System.Collections.Immutable;

namespace WConsole.Tui.Screens;

/// <summary>Marked rows by their identity: they stay marked wherever they move to, and while a filter hides them.</summary>
/// <param name="Last">The row that was marked last: where a range begins; null: none.</param>
internal sealed record MarkSet(ImmutableHashSet<string> Rows, string? Last)
{
    public static MarkSet None { get; } = new([], null);

    public bool IsEmpty => Rows.IsEmpty;

    public bool Contains(string row) => Rows.Contains(row);

    public MarkSet Toggle(string row) => Rows.Contains(row) ? new(Rows.Remove(row), row) : new(Rows.Add(row), row);

    /// <summary>Marks from the row that was marked last to this one, in the order in which they are shown; only this one when there is no such.</summary>
    /// <param name="indexOf">Where a row is shown; -1: nowhere.</param>
    public MarkSet Range(int to, Func<string?, int> indexOf, Func<int, string> rowAt)
    {
        var from = indexOf(Last) is >= 0 and var at ? at : to;
        return new(Rows.Union(Enumerable.Range(Math.Min(from, to), Math.Abs(from - to) + 1).Select(rowAt)), rowAt(to));
    }

    /// <summary>Marks many; the others stay as they are.</summary>
    public MarkSet All(IEnumerable<string> rows) => this with { Rows = Rows.Union(rows) };
}
