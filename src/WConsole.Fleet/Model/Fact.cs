namespace WConsole.Fleet.Model;

/// <summary>How well a fact is known. Whether a fresh value has become stale depends on who asks: see <see cref="Fact{T}.IsFresh"/>.</summary>
public enum FactState
{
    NeverAsked,
    Asked,
    Fresh,
    Stale,
    Failed,
}

/// <summary>
/// Something a source can be asked, with its age. A value once known is kept while it is asked again, goes stale or fails,
/// so a screen can go on showing it, marked.
/// </summary>
/// <param name="State">How well it is known.</param>
/// <param name="Value">The last answer; meaningless unless <see cref="HasValue"/>.</param>
/// <param name="At">When the last answer came (monotonic, since the engine's start).</param>
/// <param name="AskedAt">When it was last asked.</param>
/// <param name="Why">Why it failed or went stale: one line for the operator.</param>
/// <param name="HasValue">Whether any answer ever came.</param>
public readonly record struct Fact<T>(FactState State, T? Value, TimeSpan At, TimeSpan AskedAt, string? Why, bool HasValue)
{
    public static Fact<T> Never => default;

    public static Fact<T> Of(T value, TimeSpan at) => new(FactState.Fresh, value, at, at, null, true);

    public Fact<T> Asked(TimeSpan at) => this with { State = State is FactState.NeverAsked or FactState.Failed ? FactState.Asked : State, AskedAt = at };

    public Fact<T> Answered(T value, TimeSpan at) => new(FactState.Fresh, value, at, AskedAt, null, true);

    public Fact<T> Failed(string why) => this with { State = FactState.Failed, Why = why };

    /// <summary>Marks a known value as no longer trustworthy (its source is gone).</summary>
    public Fact<T> Stale(string why) => State == FactState.Fresh ? this with { State = FactState.Stale, Why = why } : this;

    /// <summary>True when an answer came and is not older than <paramref name="maxAge"/>.</summary>
    public bool IsFresh(TimeSpan now, TimeSpan maxAge) => State == FactState.Fresh && now - At <= maxAge;

    /// <summary>True when asking again would not help: it was answered in time, or is known to be unanswerable.</summary>
    public bool IsSettled(TimeSpan now, TimeSpan maxAge) => IsFresh(now, maxAge) || State == FactState.Failed;
}
