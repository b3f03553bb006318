using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>What a worker's keeper shows of an action's effect: it sees its process end and begin. Pure.</summary>
internal static class KeptEffects
{
    /// <summary>Of what ends it. Null: its keeper shows nothing of it, other signs decide.</summary>
    public static ActionEffect? Ended(EffectInput input)
    {
        if (Units(input) is not var (before, now))
        {
            return null;
        }

        if (now is { IsDown: true, Process: null } && now.Since >= input.Run.Since)
        {
            return new ActionEffect.Seen(true, before.Process is { } gone ? Text($"pid {gone.Pid} is gone after {Seconds(input)} s, and {now.Keeper} leaves it stopped") : $"{now.Keeper} leaves it stopped");
        }

        return now.Phase == UnitPhase.Stopping ? new ActionEffect.Pending(input.Now!.Signs is { OfflineAt: not null, OfflineActive: > 0 and var n } ? Text($"draining, {n} running when it said goodbye") : $"{now.Keeper} waits for its end")
            : null;
    }

    /// <summary>Of a restart by the keeper. Null: other signs decide.</summary>
    public static ActionEffect? Restarted(EffectInput input)
    {
        if (Units(input) is not var (before, now))
        {
            return null;
        }

        if (now.Phase == UnitPhase.GivenUp)
        {
            return new ActionEffect.Failed($"{now.Keeper} tries no more: {now.LastExit ?? "how it ended is not known"}");
        }

        if (now.Process is not { } process || IsSame(before.Process, process))
        {
            return now.Phase == UnitPhase.Waiting ? new ActionEffect.Pending(now.Word?.Why ?? $"{now.Keeper} starts it soon") : new ActionEffect.Pending("asked; waiting for it to go and come back");
        }

        var worker = input.Now!;
        var back = worker.IsOnlyKept ? now is { Phase: UnitPhase.Up, Word: null } : worker.Signs.PongAt > process.At && worker.Signs.OfflineAt is null;
        return back
            ? new ActionEffect.Seen(true, Text($"restarted as pid {process.Pid} after {Seconds(input)} s, and it answers"))
            : new ActionEffect.Pending(Text($"{now.Keeper} started pid {process.Pid}; waiting for its answer"));
    }

    private static (Unit Before, Unit Now)? Units(EffectInput input) =>
        input.Run.Before.Kept is { Unit: var before } && input.Now?.Kept is { Reached: true, Unit: var now } && (before.Source, before.Id) == (now.Source, now.Id)
        && (input.Now.Source != now.Source || input.Now.IsOnlyKept) ? (before, now) : null;

    private static bool IsSame(UnitProcess? a, UnitProcess b) => a is not null && (a.Pid, a.StartTicks) == (b.Pid, b.StartTicks);

    private static string Seconds(EffectInput input) => (input.At - input.Run.Since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
