using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Fleet.Views;

/// <summary>The slots of a pool with what each runs.</summary>
public static class SlotsView
{
    public static ImmutableArray<Slot> Of(WorkerState state)
    {
        var running = state.Worker.Facts.Active.HasValue ? state.Worker.Facts.Active.Value : [];
        var pids = state.Pool.ChildPids.IsDefault ? [] : state.Pool.ChildPids;
        var slots = ImmutableArray.CreateBuilder<Slot>();
        var rest = running.ToList();
        foreach (var pid in pids)
        {
            // A solo pool's one slot is the main process; prefork children tell themselves apart by pid.
            var mine = rest.FirstOrDefault(r => r.SlotPid == pid);
            if (mine is not null)
            {
                rest.Remove(mine);
            }

            slots.Add(new Slot(slots.Count + 1, pid, mine));
        }

        foreach (var run in rest)
        {
            slots.Add(new Slot(slots.Count + 1, pids.IsEmpty ? null : run.SlotPid, run));
        }

        while (slots.Count < Math.Min(state.Pool.Size ?? 0, 1000))
        {
            slots.Add(new Slot(slots.Count + 1, null, null));
        }

        return slots.ToImmutable();
    }
}
