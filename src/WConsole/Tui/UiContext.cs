using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Tui.Local;

namespace WConsole.Tui;

/// <summary>What update and draw may look at besides their own state. Nothing here can be changed through it.</summary>
/// <param name="Now">Monotonic, on the snapshot's clock.</param>
/// <param name="Rows">Tables in order; a memory of pure results.</param>
/// <param name="PlanOf">What an action would do to a worker as it is. For key bar, palette and help.</param>
internal sealed record UiContext(FleetSnapshot Snapshot, TimeSpan Now, ConsoleOptions Options, RowMemo Rows, Func<ActionId, WorkerId, ActionPlan> PlanOf)
{
    /// <summary>So many marked workers are looked at to tell what can be done; the dialog looks at all.</summary>
    public const int Looked = 20;

    /// <summary>What each signal would do to a worker as it is.</summary>
    public Func<WorkerId, ImmutableArray<SignalChoice>> SignalsOf { get; init; } = static _ => [];

    /// <summary>The local launcher, as far as a screen wanted to know.</summary>
    public LocalSight Local { get; init; } = LocalSight.Nothing;

    public ViewContext View { get; } = new(Snapshot);

    /// <summary>What an action would cost a worker as it is; null when it would be refused.</summary>
    public Risk? RiskOf(ActionId action, WorkerId worker) => (PlanOf(action, worker) as ActionPlan.Ready)?.Risk;
}
