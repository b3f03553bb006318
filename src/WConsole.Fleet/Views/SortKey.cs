namespace WConsole.Fleet.Views;

/// <summary>A typed value to order by: number or text, never the formatted cell. Unknown sorts after everything known.</summary>
public readonly record struct SortKey(double? Number, string? Text) : IComparable<SortKey>
{
    public static SortKey Unknown => default;

    public static SortKey Of(string? text) => new(null, text);

    public static SortKey Of(double? number) => new(number, null);

    /// <inheritdoc/>
    public int CompareTo(SortKey other)
    {
        var (known, otherKnown) = (Number is not null || Text is not null, other.Number is not null || other.Text is not null);
        if (!known || !otherKnown)
        {
            return otherKnown.CompareTo(known);
        }

        return Number is { } a && other.Number is { } b ? a.CompareTo(b) : string.CompareOrdinal(Text, other.Text);
    }

    public static bool operator <(SortKey left, SortKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SortKey left, SortKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SortKey left, SortKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SortKey left, SortKey right) => left.CompareTo(right) >= 0;
}
