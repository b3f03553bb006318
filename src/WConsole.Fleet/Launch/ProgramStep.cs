using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>The next state, and what is to be done about it, in this order.</summary>
public readonly record struct ProgramStep(ProgramState State, ImmutableArray<LaunchEffect> Effects)
{
    public ProgramStep(ProgramState state, LaunchEffect effect)
        : this(state, [effect])
    {
    }

    public static implicit operator ProgramStep(ProgramState state) => new(state, []);

    /// <summary>A state alone.</summary>
    public static ProgramStep FromProgramState(ProgramState state) => state;
}
