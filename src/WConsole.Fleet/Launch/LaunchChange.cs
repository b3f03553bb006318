using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What differs between two states of a launcher.</summary>
/// <param name="Groups">New or declared anew.</param>
/// <param name="Programs">New or changed, as they are now.</param>
/// <param name="Gone">Ids of programs that are no more.</param>
public sealed record LaunchChange(ImmutableArray<WorkerGroup> Groups, ImmutableArray<KeptProgram> Programs, ImmutableArray<string> Gone)
{
    /// <summary>Names of groups that are no more.</summary>
    public ImmutableArray<string> GroupsGone { get; init; } = [];

    /// <summary>Compares by reference: what was not touched is the same object.</summary>
    public static LaunchChange Between(LaunchState before, LaunchState now) => new(
        ReferenceEquals(before.Groups, now.Groups) ? [] : [.. now.Groups.Values.Where(g => !ReferenceEquals(before.Groups.GetValueOrDefault(g.Name), g))],
        [.. now.Programs.Values.Where(p => !ReferenceEquals(before.Programs.GetValueOrDefault(p.Id), p))],
        [.. before.Programs.Keys.Where(id => !now.Programs.ContainsKey(id))])
    {
        GroupsGone = ReferenceEquals(before.Groups, now.Groups) ? [] : [.. before.Groups.Keys.Where(name => !now.Groups.ContainsKey(name))],
    };
}
