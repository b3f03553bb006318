using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The state and its one way on: an event is folded, what changed is written down, then those that follow the state are told, and only then is carried out what
/// follows from it. Nothing else touches the state. Only the launcher's loop uses it.
/// </summary>
/// <param name="later">Hands an event to a later turn of the loop.</param>
internal sealed class LaunchCore(LaunchMemory memory, TreeRoots roots, EffectHand hand, Followers followers, Func<TimeSpan> now, Action<LaunchEvent> later)
{
    public LaunchState State { get; private set; } = LaunchState.Empty;

    /// <summary>Begins with what an earlier launcher remembered.</summary>
    public void Begin(LaunchState state)
    {
        State = state;
        roots.Note(LaunchChange.Between(LaunchState.Empty, state));
        memory.Rewrite(state);
    }

    public void Happened(string id, ProgramEvent e) => Apply(new LaunchEvent.Happened(id, e));

    public void Apply(LaunchEvent e)
    {
        var before = State;
        (State, var effects) = LaunchMachine.Fold(State, e, now());
        var change = LaunchChange.Between(before, State);
        roots.Note(change);
        memory.Write(change, State);
        followers.Follow(change, State);
        foreach (var effect in effects)
        {
            if (State.Programs.TryGetValue(effect.Id, out var kept) && hand.Carry(effect, kept) is { } result)
            {
                var happened = new LaunchEvent.Happened(kept.Id, result);
                if (result is ProgramEvent.SpawnFailed)
                {
                    // Not at once: a retry without a pause would come back here.
                    later(happened);
                }
                else
                {
                    Apply(happened);
                }
            }
        }
    }
}
