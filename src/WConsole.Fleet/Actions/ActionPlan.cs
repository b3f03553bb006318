using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>What one action on one worker would do, before anything is sent. A closed list.</summary>
public abstract record ActionPlan
{
    private ActionPlan()
    {
    }

    /// <param name="Notes">Everything else worth knowing before: where a dump will go, who restarts it.</param>
    /// <param name="Deadline">How long the effect may take.</param>
    /// <param name="NextStep">What is offered when the deadline passes; null when nothing stronger exists.</param>
    public sealed record Ready(Route Route, Risk Risk, ImmutableArray<Loss> Losses, ImmutableArray<string> Notes, TimeSpan Deadline, ActionId? NextStep) : ActionPlan;

    /// <summary>It cannot be done, and nothing was tried.</summary>
    public sealed record Refused(string Why, string Remedy) : ActionPlan
    {
        /// <summary>One line for a flash or an error.</summary>
        public string Text => Remedy.Length == 0 ? Why : $"{Why}; {Remedy}";
    }
}

/// <summary>What becomes of a running task run when its worker is ended now.</summary>
public enum Fate
{
    Lost,
    Redelivered,
    Unknown,
}

/// <summary>One task run at risk.</summary>
public sealed record Loss(TaskRun Run, Fate Fate, string Why);

/// <summary>What a driver says of the cost of an action: pure data, shown before acting.</summary>
public sealed record Assessment(Risk Risk, ImmutableArray<Loss> Losses, ImmutableArray<string> Notes, TimeSpan Deadline, ActionId? NextStep);
