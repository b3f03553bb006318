using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>Whether an action's effect is there yet: asked is not done. A closed list.</summary>
public abstract record ActionEffect
{
    private ActionEffect()
    {
    }

    /// <param name="Progress">What can be said meanwhile, one line.</param>
    public sealed record Pending(string Progress) : ActionEffect;

    /// <param name="Proven">True when the effect itself was seen, false when it follows from signs.</param>
    public sealed record Seen(bool Proven, string Text) : ActionEffect;

    public sealed record Failed(string Why) : ActionEffect;
}

/// <summary>What an effect is judged from.</summary>
/// <param name="Run">The action, with the worker as it was before.</param>
/// <param name="Now">The worker as it is; null when it is no longer known.</param>
/// <param name="Steps">What the carried-out steps reported, in order.</param>
public sealed record EffectInput(ActionRun Run, Worker? Now, IReadOnlyList<StepReport> Steps, TimeSpan At);

/// <summary>What came of one step.</summary>
/// <param name="Ok">False: the action failed at this step, and <paramref name="Text"/> says why.</param>
/// <param name="Detail">Output that the step brought, for people.</param>
public sealed record StepReport(bool Ok, string Text, string? Detail = null);
