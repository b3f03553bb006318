using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>The one table of actions. Adding an action is one row here, and a route in the drivers that can do it.</summary>
public static class ActionTable
{
    public static ImmutableArray<ActionInfo> All { get; } =
    [
        new(ActionId.Ping, "Ping", "P", "ping", "Ask it to answer, and time the answer.",
            Needs: [], Watches: [], TakesAmount: false, Ends: false, Effects.Answered),
        new(ActionId.WarmStop, "Warm stop", "w", "stop", "Finish running task runs, then exit.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Process], Watches: [FactKind.Process, FactKind.Control], TakesAmount: false, Ends: true, Effects.Ended),
        new(ActionId.ColdStop, "Cold stop", "X", "stop --cold", "Exit as fast as possible; task runs may be lost or redelivered.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Process], Watches: [FactKind.Process, FactKind.Control], TakesAmount: false, Ends: true, Effects.Ended),
        new(ActionId.HupRestart, "HUP restart", "H", "restart --hup", "Finish running task runs, then start again in place: same pid, new code.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Process], Watches: [FactKind.Stats, FactKind.Process], TakesAmount: false, Ends: false, Effects.RestartedInPlace),
        new(ActionId.Restart, "Restart", "r", "restart", "Let its keeper stop it and start it again; the local launcher does both where nobody keeps it.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Process], Watches: [FactKind.Stats, FactKind.Process], TakesAmount: false, Ends: false, Effects.StartedAgain),
        new(ActionId.Traceback, "Traceback dump", "t", "traceback", "Make it write the stack of every thread, and show it.",
            Needs: [FactKind.Stats, FactKind.Process], Watches: [], TakesAmount: false, Ends: false, Effects.Reported),
        new(ActionId.PoolGrow, "Grow pool", "+", "pool grow", "Add slots to its pool.",
            Needs: [FactKind.Stats], Watches: [FactKind.Stats], TakesAmount: true, Ends: false, Effects.Resized),
        new(ActionId.PoolShrink, "Shrink pool", "-", "pool shrink", "Take idle slots from its pool.",
            Needs: [FactKind.Stats, FactKind.Active], Watches: [FactKind.Stats], TakesAmount: true, Ends: false, Effects.Resized),
        new(ActionId.PoolRestart, "Restart pool", "R", "pool restart", "Renew the processes of its pool; the worker itself stays.",
            Needs: [FactKind.Stats], Watches: [FactKind.Stats], TakesAmount: false, Ends: false, Effects.PoolRenewed),
        new(ActionId.Signal, "Signal", "s", "signal", "Send one signal to its main process; the menu says what each means to it.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Process], Watches: [FactKind.Process, FactKind.Control], TakesAmount: false, Ends: false, Effects.Signalled) { TakesSignal = true },
        new(ActionId.Kill, "Kill", "K", "kill", "End every process of it at once, with everything its task runs started.",
            Needs: [FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Process, FactKind.Tree], Watches: [FactKind.Process, FactKind.Tree], TakesAmount: false, Ends: true, Effects.TreeEnded),
        new(ActionId.KillLeftovers, "Kill leftovers", "ctrl-k", "kill --leftovers", "End what outlived an earlier main process of it; a living worker is left alone.",
            Needs: [FactKind.Process, FactKind.Tree], Watches: [FactKind.Process, FactKind.Tree], TakesAmount: false, Ends: false, Effects.TreeEnded),
    ];

    /// <summary>The row of an action; null when there is none.</summary>
    public static ActionInfo? Find(ActionId id) => All.FirstOrDefault(a => a.Id == id);

    /// <summary>The row of an action that is known to exist.</summary>
    /// <exception cref="KeyNotFoundException">There is no such row: a bug, not an input.</exception>
    public static ActionInfo Get(ActionId id) => Find(id) ?? throw new KeyNotFoundException($"no action '{id}'");
}
