using System.Collections.Immutable;
using System.Text;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;

namespace WConsole.Tui;

/// <summary>A table's rows in order, and what was learnt of its columns on the way. Immutable.</summary>
/// <param name="Total">Rows before the filter.</param>
/// <param name="Widths">The widest cell of each column of the spec, up to <see cref="WidestCell"/>.</param>
/// <param name="Same">For each column what all rows say; null where they differ.</param>
internal sealed record OrderedTable<T>(ImmutableArray<T> Items, int Total, ImmutableDictionary<string, int> Places, ImmutableArray<int> Widths, ImmutableArray<string?> Same)
{
    private const int WidestCell = 60;

    /// <summary>The row of an identity; -1 when it is not there.</summary>
    public int IndexOf(string? identity) => identity is not null && Places.TryGetValue(identity, out var at) ? at : -1;

    public static OrderedTable<T> Of(TableSpec<T> spec, IReadOnlyList<T> items, TableQuery query, ViewContext context)
    {
        var rows = TableRows<T>.Of(spec, items, query, context);
        var places = ImmutableDictionary.CreateBuilder<string, int>();
        var widths = new int[spec.Columns.Length];
        var same = new string?[spec.Columns.Length];

        // The words at the end take whatever room is left: measuring them would only cost time.
        var measured = Enumerable.Range(0, spec.Columns.Length).Where(c => spec.Columns[c].Id != Words(spec)?.Id).ToArray();
        for (var row = 0; row < rows.Items.Length; row++)
        {
            places[spec.Identity(rows.Items[row])] = row;
            foreach (var c in measured)
            {
                var text = spec.Columns[c].Text(rows.Items[row], context);
                widths[c] = Math.Max(widths[c], Cells(text));
                same[c] = row == 0 || same[c] == text ? text : null;
            }
        }

        return new OrderedTable<T>(rows.Items, rows.Total, places.ToImmutable(), [.. widths], [.. same]);
    }

    /// <summary>The column that is all words: the last one that grows. Null: none does.</summary>
    public static Column<T>? Words(TableSpec<T> spec) => spec.Columns.LastOrDefault(c => c.Grow > 0);

    private static int Cells(string text) => Ascii.IsValid(text) ? Math.Min(text.Length, WidestCell) : TextWidth.Fit(text, WidestCell).Cells;
}
