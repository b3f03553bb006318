using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>All interests of all owners in one: per fact and target the smallest maximal age. Pure.</summary>
/// <param name="OfAll">What is wanted of every worker (or of every queue: <see cref="FactKind.Depth"/>).</param>
/// <param name="OfOne">What is wanted of single workers.</param>
internal sealed record Demand(ImmutableDictionary<FactKind, TimeSpan> OfAll, ImmutableDictionary<(FactKind Kind, WorkerId Worker), TimeSpan> OfOne)
{
    public static Demand None { get; } = new(ImmutableDictionary<FactKind, TimeSpan>.Empty, ImmutableDictionary<(FactKind, WorkerId), TimeSpan>.Empty);

    /// <summary>Every fact that anybody wants.</summary>
    public IEnumerable<FactKind> Kinds => OfAll.Keys.Concat(OfOne.Keys.Select(k => k.Kind)).Distinct();

    public static Demand Merge(IEnumerable<Interest> interests)
    {
        var all = ImmutableDictionary.CreateBuilder<FactKind, TimeSpan>();
        var one = ImmutableDictionary.CreateBuilder<(FactKind, WorkerId), TimeSpan>();
        foreach (var interest in interests)
        {
            if (interest.Target is InterestTarget.OneWorker worker)
            {
                Least(one, (interest.Fact, worker.Id), interest.MaxAge);
            }
            else
            {
                Least(all, interest.Fact, interest.MaxAge);
            }
        }

        return new Demand(all.ToImmutable(), one.ToImmutable());
    }

    private static void Least<TKey>(ImmutableDictionary<TKey, TimeSpan>.Builder ages, TKey key, TimeSpan age)
        where TKey : notnull =>
        ages[key] = ages.TryGetValue(key, out var known) && known < age ? known : age;
}
