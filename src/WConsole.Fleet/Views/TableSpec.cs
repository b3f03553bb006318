using System.Collections.Immutable;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>How a column's text stands in its cells.</summary>
public enum Align
{
    Left,
    Right,
}

/// <summary>One column, defined once for screen, table, csv and (by its path) JSON.</summary>
/// <param name="Id">The word for filters and sorting: <c>state:lost</c>.</param>
/// <param name="Title">The head, in capitals on screen.</param>
/// <param name="Text">The cell; may be hostile text, whoever draws it makes it safe.</param>
/// <param name="Key">What it is ordered by.</param>
/// <param name="Json">Where the same datum stands in the item's JSON, as a dotted path.</param>
/// <param name="Tone">What the cell means; null: the row's tone.</param>
/// <param name="Priority">1 is never dropped on a narrow screen; higher goes first.</param>
/// <param name="Wide">Only shown with <c>-o wide</c> and on screens with room.</param>
/// <param name="MinWidth">Cells below which it is useless.</param>
/// <param name="Grow">Share of the spare width; 0 keeps it as wide as its content.</param>
public sealed record Column<T>(
    string Id,
    string Title,
    Func<T, ViewContext, string> Text,
    Func<T, ViewContext, SortKey> Key,
    string Json,
    Func<T, ViewContext, Tone>? Tone = null,
    Align Align = Align.Left,
    int Priority = 1,
    bool Wide = false,
    int MinWidth = 4,
    int Grow = 0);

/// <summary>What a cell may need beside its own item.</summary>
public sealed record ViewContext(FleetSnapshot Snapshot);

/// <summary>A table as data: the same for the screen, <c>-o table|wide|csv</c>, the filter and the sort.</summary>
/// <param name="Noun">The batch noun and view name: "workers".</param>
/// <param name="Identity">A stable name of a row: selection and marks stay with it.</param>
/// <param name="RowTone">What the whole row means.</param>
/// <param name="Urgency">Default order: smaller first, then <paramref name="Identity"/>. Worst rows gather first.</param>
/// <param name="Search">Everything a bare filter word is looked for in.</param>
public sealed record TableSpec<T>(
    string Noun,
    ImmutableArray<Column<T>> Columns,
    Func<T, string> Identity,
    Func<T, ViewContext, Tone> RowTone,
    Func<T, ViewContext, int> Urgency,
    Func<T, IEnumerable<string?>> Search)
{
    public Column<T>? Find(string id) => Columns.FirstOrDefault(c => string.Equals(c.Id, id, StringComparison.OrdinalIgnoreCase));
}
