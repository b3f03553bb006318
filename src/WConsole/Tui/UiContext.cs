using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Tui;

/// <summary>What update and draw may look at besides their own state. Nothing here can be changed through it.</summary>
/// <param name="Now">Monotonic, on the snapshot's clock.</param>
/// <param name="Rows">Tables in order; a memory of pure results.</param>
/// <param name="RiskOf">What an action would cost a worker as it is; null when it would be refused. For the key bar.</param>
internal sealed record UiContext(FleetSnapshot Snapshot, TimeSpan Now, ConsoleOptions Options, RowMemo Rows, Func<ActionId, WorkerId, Risk?> RiskOf)
{
    public ViewContext View { get; } = new(Snapshot);
}
