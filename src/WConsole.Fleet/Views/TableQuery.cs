using System.Collections.Immutable;

namespace WConsole.Fleet.Views;

/// <summary>What is asked of a table: filter, column to sort by (null: worst first), direction.</summary>
public sealed record TableQuery(FilterText Filter, string? SortBy, bool Descending)
{
    public static TableQuery Default { get; } = new(FilterText.None, null, false);
}

/// <summary>The rows of a table in order: identities and items, no text yet.</summary>
public sealed record TableRows<T>(ImmutableArray<T> Items, int Total)
{
    public static TableRows<T> Empty { get; } = new([], 0);

    /// <summary>Applies a query. Pure, so it may run anywhere; equal keys fall back to the identity, so rows never jump.</summary>
    public static TableRows<T> Of(TableSpec<T> spec, IReadOnlyList<T> items, TableQuery query, ViewContext context)
    {
        var kept = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (query.Filter.IsEmpty || query.Filter.Fits(spec, item, context))
            {
                kept.Add(item);
            }
        }

        var column = query.SortBy is null ? null : spec.Find(query.SortBy);
        var keyed = new (SortKey Key, string Identity, T Item)[kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            var key = column is null ? SortKey.Of(spec.Urgency(kept[i], context)) : column.Key(kept[i], context);
            keyed[i] = (key, spec.Identity(kept[i]), kept[i]);
        }

        var sign = query.Descending ? -1 : 1;
        Array.Sort(keyed, (a, b) =>
        {
            var byKey = sign * a.Key.CompareTo(b.Key);
            return byKey != 0 ? byKey : string.CompareOrdinal(a.Identity, b.Identity);
        });
        return new TableRows<T>([.. keyed.Select(k => k.Item)], items.Count);
    }
}
