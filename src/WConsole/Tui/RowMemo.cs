using WConsole.Fleet.Views;

namespace WConsole.Tui;

/// <summary>
/// Remembers tables in order, keyed by (section version, query), so that a key press does not sort again. Long tables are ordered off the
/// screen's thread: until that is done the last order is shown. Owned by the screen's thread.
/// </summary>
/// <param name="background">Runs work elsewhere.</param>
/// <param name="ready">Rings when such work is done: there is something newer to look at. Any thread.</param>
internal sealed class RowMemo(Action<Action> background, Action ready)
{
    /// <summary>Up to so many rows are ordered at once: that takes less than a millisecond.</summary>
    public const int InlineRows = 2000;

    private readonly Dictionary<string, object> _entries = [];

    /// <param name="version">Of everything the items are made from.</param>
    /// <param name="items">Asked only when something changed.</param>
    public OrderedTable<T> Of<T>(TableSpec<T> spec, (long, long) version, Func<IReadOnlyList<T>> items, TableQuery query, ViewContext context)
    {
        if (!_entries.TryGetValue(spec.Noun, out var known) || known is not Entry<T> entry)
        {
            _entries[spec.Noun] = entry = new Entry<T>();
        }

        entry.TakeArrived();
        if ((entry.Version, entry.Query) == (version, query) && entry.Table is not null)
        {
            return entry.Table;
        }

        var list = items();
        if (list.Count <= InlineRows || entry.Table is null)
        {
            entry.Put(version, query, OrderedTable<T>.Of(spec, list, query, context));
            return entry.Table!;
        }

        if (!entry.Working)
        {
            entry.Working = true;
            background(() =>
            {
                entry.Arrive(version, query, OrderedTable<T>.Of(spec, list, query, context));
                ready();
            });
        }

        return entry.Table;
    }

    private sealed class Entry<T>
    {
        private Arrival? _arrived;

        public (long, long) Version { get; private set; }

        public TableQuery? Query { get; private set; }

        public OrderedTable<T>? Table { get; private set; }

        public bool Working { get; set; }

        public void Put((long, long) version, TableQuery query, OrderedTable<T> table) => (Version, Query, Table) = (version, query, table);

        public void Arrive((long, long) version, TableQuery query, OrderedTable<T> table) => Volatile.Write(ref _arrived, new Arrival(version, query, table));

        public void TakeArrived()
        {
            if (Interlocked.Exchange(ref _arrived, null) is { } arrived)
            {
                Put(arrived.Version, arrived.Query, arrived.Table);
                Working = false;
            }
        }

        private sealed record Arrival((long, long) Version, TableQuery Query, OrderedTable<T> Table);
    }
}
