using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Links;

/// <summary>Which worker runs in which unit.</summary>
/// <param name="Links">By worker.</param>
/// <param name="Disputes">What contradicts itself about a worker, one line each.</param>
/// <param name="Alone">Units with a row of their own, and its id: no other source reports a worker in them.</param>
/// <param name="Merged">Rows that a keeper's source reports and that are another row's unit: one worker is one row.</param>
public sealed record LinkPicture(
    IReadOnlyDictionary<WorkerId, KeeperLink> Links,
    IReadOnlyDictionary<WorkerId, ImmutableArray<string>> Disputes,
    IReadOnlyDictionary<WorkerId, KeeperLink> Alone,
    IReadOnlySet<WorkerId> Merged)
{
    public static LinkPicture Nothing { get; } = new(
        new Dictionary<WorkerId, KeeperLink>(), new Dictionary<WorkerId, ImmutableArray<string>>(), new Dictionary<WorkerId, KeeperLink>(), new HashSet<WorkerId>());
}
