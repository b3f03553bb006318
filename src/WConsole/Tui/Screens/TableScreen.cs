using System.Collections.Immutable;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>A screen that is one table over a <see cref="TableSpec{T}"/>: selection, marks, filter and order; which table, its subclass says.</summary>
internal abstract record TableScreen<T> : Screen
    where T : class
{
    private const int WheelRows = 3;
    private const int WidestText = 1000;

    // Where there is any room, half a sentence is worth more than one more number.
    private const int RoomForWords = 70;
    private const int LeastWords = 20;

    public TableQuery Query { get; init; } = TableQuery.Default;

    public MarkSet Marks { get; init; } = MarkSet.None;

    /// <summary>The row that keys stay with, wherever it moves to; null until a key was pressed: then the first row is shown as selected.</summary>
    protected string? Selected { get; init; }

    /// <summary>The row that was last drawn as the selected one: what the operator saw when pressing a key.</summary>
    protected string? Shown { get; init; }

    /// <summary>Whether keys chose other rows since the last picture: then the one that will be drawn as selected is meant, not the one that was.</summary>
    private bool Narrowed { get; init; }

    private TableView Drawn { get; init; }

    private ViewLayout? Layout { get; init; }

    protected abstract TableSpec<T> Spec { get; }

    protected abstract (long, long) Version(UiContext context);

    protected abstract IReadOnlyList<T> Items(UiContext context);

    /// <summary>What Enter does on a row.</summary>
    protected abstract ImmutableArray<Effect> Open(T item, UiContext context);

    protected virtual Role RowRole(T item, UiContext context) => Looks.Of(Spec.RowTone(item, context.View));

    protected virtual string CellText(Column<T> column, T item, Theme theme, UiContext context) => column.Text(item, context.View);

    /// <summary>Cells that <see cref="CellText"/> puts before a column's own text.</summary>
    protected virtual int Extra(Column<T> column) => 0;

    /// <summary>The columns that, when all rows say the same, are said in the title instead; in the title's order.</summary>
    protected virtual ImmutableArray<string> SaidOnce => [];

    /// <summary>How the title says what all rows say.</summary>
    protected virtual string InTitle(string column, string text) => $"{column} {text}";

    /// <summary>The whole of what the selected row's widest cell says, for the foot of the table; empty: nothing.</summary>
    protected virtual string Remark(T item, UiContext context) => "";

    /// <summary>Whether a column is for this screen at all.</summary>
    protected virtual bool Suits(Column<T> column, int width) => !column.Wide || width >= 150;

    /// <summary>What is said when there are no rows.</summary>
    protected abstract string Empty(UiContext context);

    public override KeyPlace Place => KeyPlace.Table;

    public override string Crumb => Spec.Noun;

    public override string Filter => Query.Filter.Text;

    public override string FilterProblem => string.Join(", ", Query.Filter.UnknownColumns(Spec).Distinct()) is { Length: > 0 } unknown
        ? $"no column {unknown}; there are: {string.Join(' ', Spec.Columns.Select(c => c.Id))}"
        : "";

    public override string Position => Drawn.Count > 0 ? Drawn.Position : "";

    public override Screen WithFilter(string text) => this with { Query = Query with { Filter = FilterText.Parse(text) }, Narrowed = true };

    public override ImmutableArray<string> Columns => [.. Spec.Columns.Select(c => c.Id)];

    public override Screen WithLayout(ViewLayout layout) => this with { Layout = layout, Query = Query with { SortBy = layout.Sort, Descending = layout.Descending } };

    public override Screen WithSort(string column) => Spec.Find(column) is null ? this : Sorted(column);

    public override string Foot(UiContext context)
    {
        var table = Table(context);
        return At(table) is { } item && Remark(item, context) is { Length: > 0 } remark ? remark : "";
    }

    public override string Title(UiContext context, int width)
    {
        var table = Table(context);
        var count = table.Items.Length == table.Total ? $"{table.Total}" : $"{table.Items.Length}/{table.Total}";
        var marked = Marked(table, context);
        var hidden = marked.Count(i => table.IndexOf(Spec.Identity(i)) < 0);
        var marks = marked.Count == 0 ? "" : hidden == 0 ? $" {marked.Count} marked" : $" {marked.Count} marked ({hidden} hidden)";
        var title = $"{Crumb}({context.Options.Cluster})[{count}]{FilterTitle(Query.Filter)}{marks}";
        foreach (var id in SaidOnce)
        {
            var column = Spec.Find(id)!;
            var more = IsHidden(table, column) && table.Same[Spec.Columns.IndexOf(column)] is { Length: > 0 } text and not "?" ? InTitle(id, text) : "";
            title += more.Length > 0 && TextWidth.Of(title) + TextWidth.Of(more) <= width ? more : "";
        }

        return title;
    }

    public override ScreenTurn Update(ScreenInput input, UiContext context)
    {
        var table = Table(context);
        var me = this with { Selected = Selected ?? Shown };
        return input switch
        {
            ScreenInput.Key { Id: KeyId.Enter or KeyId.Describe } => At(table) is { } item ? new ScreenTurn(me, Open(item, context)) : Stay(),
            ScreenInput.Key key => new ScreenTurn(me.OnKey(key.Id, table), []),
            ScreenInput.Wheel wheel => new ScreenTurn(me.Select(table, Index(table) + (wheel.Lines * WheelRows)), []),
            ScreenInput.Click click => me.OnClick(click, table, context),
            _ => Stay(),
        };
    }

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var table = Table(context);
        if (table.Items.IsEmpty)
        {
            Paragraph.Draw(frame.Slice(frame.Bounds.Inset(2, 1)), Empty(context), theme.Style(Role.Text));
            return this with { Drawn = new TableView(default, 0, default), Shown = null, Narrowed = false };
        }

        var columns = Seen(table, frame.Width);
        var widths = columns.Select(c => (Column: c, Content: table.Widths[Spec.Columns.IndexOf(c)] + Extra(c)));
        TableColumn[] shape = [.. widths.Select(w => Shape(w.Column, w.Content, frame.Width))];
        var at = Index(table);
        var options = new TableOptions(Query.SortBy is { } sort ? columns.IndexOf(Spec.Find(sort)!) : -1, Query.Descending);
        var drawn = Terminal.Widgets.Table.Draw(frame, theme, shape, new Rows(this, table, columns, theme, context), Drawn.Viewport with { Selected = at }, options);
        return this with { Drawn = drawn, Shown = At(table) is { } item ? Spec.Identity(item) : null, Narrowed = false };
    }

    protected OrderedTable<T> Table(UiContext context) => context.Rows.Of(Spec, Version(context), () => Items(context), Query, context.View);

    /// <summary>The selected item.</summary>
    protected T? At(OrderedTable<T> table) => table.Items.IsEmpty ? null : table.Items[Index(table)];

    /// <summary>
    /// The marked items that are still there, shown or hidden by the filter, else the selected one. Several keys may come between two pictures, so
    /// the selection counts, not what was drawn; what was drawn counts where no key chose a row, or the chosen one is gone. A filter typed since then
    /// may have taken both away: then the row is meant that will be drawn as selected.
    /// </summary>
    protected IEnumerable<T> Acting(OrderedTable<T> table, UiContext context)
    {
        var marked = Marked(table, context);
        var chosen = table.IndexOf(Selected) is >= 0 and var found ? found : table.IndexOf(Shown);
        return marked.Count > 0 ? marked : chosen >= 0 ? [table.Items[chosen]] : Narrowed && At(table) is { } first ? [first] : [];
    }

    // In the order shown; those that the filter hides come last.
    private List<T> Marked(OrderedTable<T> table, UiContext context) => Marks.IsEmpty
        ? []
        : [.. Items(context).Where(i => Marks.Contains(Spec.Identity(i))).OrderBy(i => (uint)table.IndexOf(Spec.Identity(i)))];

    // A selected row that is gone leaves the selection where it was.
    private int Index(OrderedTable<T> table)
    {
        var at = table.IndexOf(Selected);
        return at >= 0 ? at : Selected is null ? 0 : Math.Clamp(Drawn.Viewport.Selected, 0, Math.Max(0, table.Items.Length - 1));
    }

    private TableScreen<T> Select(OrderedTable<T> table, int row) =>
        table.Items.IsEmpty ? this : this with { Selected = Spec.Identity(table.Items[Math.Clamp(row, 0, table.Items.Length - 1)]) };

    private TableScreen<T> OnKey(KeyId key, OrderedTable<T> table)
    {
        var at = Index(table);
        var page = Math.Max(1, Drawn.Body.Height - 1);
        return key switch
        {
            KeyId.Up => Select(table, at - 1),
            KeyId.Down => Select(table, at + 1),
            KeyId.PageUp => Paged(-page).Select(table, at - page),
            KeyId.PageDown => Paged(page).Select(table, at + page),
            KeyId.Top => Select(table, 0),
            KeyId.Bottom => Select(table, table.Items.Length - 1),
            KeyId.Mark => Toggle(table).Select(table, at + 1),
            KeyId.MarkRange => table.Items.IsEmpty ? this : this with { Marks = Marks.Range(at, table.IndexOf, row => Spec.Identity(table.Items[row])) },
            KeyId.MarkAll => this with { Marks = Marks.All(table.Items.Select(Spec.Identity)) },
            KeyId.Unmark => this with { Marks = MarkSet.None },
            KeyId.SortLeft => SortBy(-1, table),
            KeyId.SortRight => SortBy(1, table),
            KeyId.SortDefault => this with { Query = Query with { SortBy = Layout?.Sort, Descending = Layout?.Descending ?? false } },
            KeyId.Invert => this with { Query = Query with { Descending = !Query.Descending } },
            _ => this,
        };
    }

    private TableScreen<T> Paged(int rows) => this with { Drawn = Drawn with { Viewport = Drawn.Viewport with { Top = Math.Max(0, Drawn.Viewport.Top + rows) } } };

    private TableScreen<T> Toggle(OrderedTable<T> table) => At(table) is { } item ? this with { Marks = Marks.Toggle(Spec.Identity(item)) } : this;

    // One step beyond either end is the order without a column: the worst first.
    private TableScreen<T> SortBy(int step, OrderedTable<T> table)
    {
        List<string?> ids = [null, .. Seen(table).Select(c => c.Id)];
        var next = (ids.IndexOf(Query.SortBy) + step + ids.Count) % ids.Count;
        return Sorted(ids[next]);
    }

    // Of numbers the largest are looked for, of words the first.
    private TableScreen<T> Sorted(string? column) =>
        this with { Query = Query with { SortBy = column, Descending = column is null ? Layout?.Descending ?? false : Spec.Find(column)?.Align == Align.Right } };

    // On the head of the column that sorts already, a click turns the order round.
    private TableScreen<T> SortBy(string column) => Query.SortBy == column ? this with { Query = Query with { Descending = !Query.Descending } } : Sorted(column);

    private ImmutableArray<Column<T>> Seen(OrderedTable<T> table) => Seen(table, Drawn.Body.Width);

    // What the settings name is shown, in their order, whatever it says; else what suits and tells rows apart.
    private ImmutableArray<Column<T>> Seen(OrderedTable<T> table, int width) => Layout is { Columns.IsEmpty: false } layout
        ? [.. layout.Columns.Select(id => Spec.Find(id)!)]
        : [.. Spec.Columns.Where(c => Suits(c, width) && !IsHidden(table, c))];

    private ScreenTurn OnClick(ScreenInput.Click click, OrderedTable<T> table, UiContext context)
    {
        if (Drawn.HeadAt(click.X, click.Y) is >= 0 and var head && head < Seen(table).Length)
        {
            return new ScreenTurn(SortBy(Seen(table)[head].Id), []);
        }

        var row = Drawn.RowAt(click.X, click.Y);
        if (row < 0 || row >= table.Items.Length)
        {
            return Stay();
        }

        return row == Index(table) ? new ScreenTurn(this, Open(table.Items[row], context)) : new ScreenTurn(Select(table, row), []);
    }

    private bool IsHidden(OrderedTable<T> table, Column<T> column) => Layout is { Columns.IsEmpty: false } layout
        ? !layout.Columns.Contains(column.Id)
        : SaidOnce.Contains(column.Id) && column.Id != Query.SortBy && table.Same[Spec.Columns.IndexOf(column)] is not null;

    private TableColumn Shape(Column<T> column, int content, int room)
    {
        var title = TextWidth.Of(column.Title) + 1;
        var alignment = column.Align == Align.Right ? Alignment.Right : Alignment.Left;
        // The last column that grows is all words and takes whatever room is left: what it says may change without the rows.
        var isWords = column.Id == OrderedTable<T>.Words(Spec)?.Id;
        var least = isWords && room >= RoomForWords ? LeastWords : column.MinWidth;
        var wish = Math.Max(title, isWords ? WidestText : content);
        return column.Grow == 0
            ? new TableColumn(column.Title, wish, wish, 0, column.Priority - 1, alignment)
            : new TableColumn(column.Title, Math.Min(wish, Math.Max(least, title)), Math.Max(wish, least), column.Grow, column.Priority - 1, alignment);
    }

    private sealed class Rows(TableScreen<T> screen, OrderedTable<T> table, ImmutableArray<Column<T>> columns, Theme theme, UiContext context) : ITableRows
    {
        public int Count => table.Items.Length;

        public RowLook Look(int row) => new(screen.RowRole(table.Items[row], context), screen.Marks.Contains(screen.Spec.Identity(table.Items[row])));

        public TableCell Cell(int row, int column)
        {
            var item = table.Items[row];
            var tone = columns[column].Tone?.Invoke(item, context.View);
            return new TableCell(screen.CellText(columns[column], item, theme, context), tone is { } t ? Looks.Of(t) : null);
        }
    }
}
