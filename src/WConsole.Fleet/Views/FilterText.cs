using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Fleet.Views;

/// <summary>What an operator typed after <c>/</c> or <c>--filter</c>, parsed: terms that must all hold.</summary>
public sealed record FilterText(ImmutableArray<FilterTerm> Terms, string Text)
{
    public static FilterText None { get; } = new([], "");

    /// <summary>
    /// Reads <c>state:failed name:mail age&gt;5m !host:web1 word</c>. Text that is no term is looked for as a word, so this never fails;
    /// unknown column names are reported by <see cref="UnknownColumns"/>.
    /// </summary>
    public static FilterText Parse(string text)
    {
        if (text.Length == 0)
        {
            return None;
        }

        var terms = ImmutableArray.CreateBuilder<FilterTerm>();
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var not = part.StartsWith('!');
            var body = not ? part[1..] : part;
            if (body.Length > 0)
            {
                terms.Add(Term(body) with { Not = not });
            }
        }

        return new FilterText(terms.ToImmutable(), text);
    }

    public bool IsEmpty => Terms.IsEmpty;

    /// <summary>Column names that the table does not have: a message for whoever typed them.</summary>
    public IEnumerable<string> UnknownColumns<T>(TableSpec<T> spec) => Terms.Where(t => t.Column is not null && spec.Find(t.Column) is null).Select(t => t.Column!);

    public bool Fits<T>(TableSpec<T> spec, T item, ViewContext context)
    {
        foreach (var term in Terms)
        {
            if (Fits(spec, item, context, term) == term.Not)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits<T>(TableSpec<T> spec, T item, ViewContext context, FilterTerm term)
    {
        if (term.Column is null)
        {
            return spec.Search(item).Any(s => s is not null && s.Contains(term.Value, StringComparison.OrdinalIgnoreCase));
        }

        if (spec.Find(term.Column) is not { } column)
        {
            return false;
        }

        if (term.Relation == FilterRelation.Contains)
        {
            return column.Text(item, context).Contains(term.Value, StringComparison.OrdinalIgnoreCase);
        }

        if (column.Key(item, context).Number is not { } number || term.Number is not { } bound)
        {
            return false;
        }

        return term.Relation == FilterRelation.Above ? number > bound : number < bound;
    }

    private static FilterTerm Term(string body)
    {
        var at = body.IndexOfAny([':', '=', '>', '<']);
        if (at <= 0 || at == body.Length - 1 || !body[..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return new FilterTerm(null, FilterRelation.Contains, body, null, false);
        }

        var (column, value) = (body[..at], body[(at + 1)..]);
        var relation = body[at] switch { '>' => FilterRelation.Above, '<' => FilterRelation.Below, _ => FilterRelation.Contains };
        return new FilterTerm(column, relation, value, Number(value), false);
    }

    /// <summary>A plain number, or one with a unit of time (s, m, h, d → seconds) or size (k, M, G).</summary>
    private static double? Number(string value)
    {
        var (digits, factor) = value[^1] switch
        {
            's' => (value[..^1], 1d),
            'm' => (value[..^1], 60),
            'h' => (value[..^1], 3600),
            'd' => (value[..^1], 86400),
            'k' or 'K' => (value[..^1], 1000),
            'M' => (value[..^1], 1e6),
            'G' => (value[..^1], 1e9),
            _ => (value, 1),
        };
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n * factor : null;
    }
}

public enum FilterRelation
{
    Contains,
    Above,
    Below,
}

/// <summary>One term; without a column it is a word looked for everywhere.</summary>
public sealed record FilterTerm(string? Column, FilterRelation Relation, string Value, double? Number, bool Not);
