using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Carries out what was decided about one program.</summary>
internal sealed class EffectHand(ProgramStarter starter, ChildWatch children, SignalSender signals, TreeWork trees, TreeRoots roots, Action<string> tell)
{
    /// <returns>What it led to, to be folded next; null: that is told later.</returns>
    public ProgramEvent? Carry(LaunchEffect effect, KeptProgram kept)
    {
        switch (effect)
        {
            case LaunchEffect.Spawn spawn:
                var result = starter.Start(kept.Program, spawn.Run);
                if (result is ProgramEvent.Spawned spawned)
                {
                    children.Add(kept.Id, spawned.Pid, spawned.StartTicks);
                }

                return result;
            case LaunchEffect.AwaitEnd awaited:
                children.Add(kept.Id, awaited.Process.Pid, awaited.Process.StartTicks);
                return null;
            case LaunchEffect.Ask ask:
                if (signals.Send(ask.Process.Pid, ask.Process.StartTicks, ask.Signal) is { Result: SignalResult.Refused } refused)
                {
                    tell($"{kept.Id}: {refused.Text}");
                }

                return new ProgramEvent.Asked();
            case LaunchEffect.EndTree end:
                trees.End(kept.Id, roots.Of(kept), end.Signal, end.Grace);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
