using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>Everything that a launcher keeps. Immutable; <see cref="LaunchMachine"/> makes the next one.</summary>
/// <param name="Programs">By id.</param>
public sealed record LaunchState(ImmutableDictionary<string, WorkerGroup> Groups, ImmutableDictionary<string, KeptProgram> Programs)
{
    public static LaunchState Empty { get; } = new(
        ImmutableDictionary.Create<string, WorkerGroup>(StringComparer.Ordinal), ImmutableDictionary.Create<string, KeptProgram>(StringComparer.Ordinal));

    /// <summary>By group, then by number.</summary>
    public IEnumerable<KeptProgram> InOrder => Programs.Values.OrderBy(p => p.Program.Group, StringComparer.Ordinal).ThenBy(p => p.Program.Index);

    /// <summary>Programs that must get ready before this one is started, and the process that must end.</summary>
    public IEnumerable<string> WaitsFor(KeptProgram program)
    {
        if (program.State.Predecessor is { } before)
        {
            yield return $"pid {before.Pid}";
        }

        foreach (var name in Groups.TryGetValue(program.Program.Group, out var group) ? group.DependsOn : [])
        {
            if (!Groups.ContainsKey(name))
            {
                yield return name;
                continue;
            }

            foreach (var other in Programs.Values.Where(p => p.Program.Group == name && !p.Leaves && !IsMet(p.State)).OrderBy(p => p.Program.Index))
            {
                yield return other.Id;
            }
        }
    }

    /// <summary>Whether something that depends on it is being stopped and still lives.</summary>
    public bool IsHeldBack(KeptProgram program) => Programs.Values.Any(p =>
        p.State is { Phase: ProgramPhase.Stopping, Lives: true } && Groups.TryGetValue(p.Program.Group, out var group) && group.DependsOn.Contains(program.Program.Group));

    // A job that is done is as good as ready.
    private static bool IsMet(ProgramState state) => state.CountsAsReady || state is { Phase: ProgramPhase.Exited, LastExit.Code: 0 };
}
