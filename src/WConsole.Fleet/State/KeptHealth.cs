using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>
/// What a worker's keeper adds to its health, before any sign of the worker itself: whoever starts a process again knows why it is not there. A worker that waits
/// for its keeper is never lost or failed. Pure.
/// </summary>
internal static class KeptHealth
{
    /// <summary>How long a process may be up before it is odd that nothing is heard of it.</summary>
    public static readonly TimeSpan UnheardGrace = TimeSpan.FromMinutes(1);

    // Events are read in batches: a last word of the process before may come this much later.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Null: the worker's own signs decide.</summary>
    public static HealthState? Derive(in HealthInput input)
    {
        if (input.Worker.Kept is not { } kept || (!kept.Reached && !kept.Unit.IsDown) || (kept.Evidence == LinkEvidence.Conflict && !input.Worker.IsOnlyKept && input.Worker.Source != kept.Unit.Source))
        {
            return null;
        }

        var unit = kept.Unit;
        if (unit.Word is { } word && !Knows(input, unit))
        {
            return new(word.Health, word.Why);
        }

        var self = input.Worker.Source == unit.Source && !input.Worker.IsOnlyKept;
        return self ? null : unit.Phase == UnitPhase.Stopping ? Ending(input, unit) : unit is { Phase: UnitPhase.Up, Process: { } process } ? Unheard(input, unit, process) : null;
    }

    /// <summary>When time alone changes what <see cref="Derive"/> says.</summary>
    public static TimeSpan? NextDue(in HealthInput input) =>
        input.Worker.Kept is { Reached: true, Unit: { Phase: UnitPhase.Up, Process: { } process } } && input.HearsSince is { } hears && !IsHeard(input.Worker, process)
            ? Later(process.At, hears) + UnheardGrace
            : null;

    /// <summary>Whether the framework was heard of since the process began.</summary>
    public static bool IsHeard(Worker worker, UnitProcess process)
    {
        foreach (var instance in worker.Instances)
        {
            if (instance.Pid == process.Pid)
            {
                return true;
            }
        }

        return worker.Signs.LastHeard > process.At + Slack;
    }

    // While it starts, its own answer is a better sign than its keeper's rule.
    private static bool Knows(in HealthInput input, Unit unit) => input.Worker.Source != unit.Source && unit.Phase is UnitPhase.Starting or UnitPhase.Up
        && unit.Word!.Health is Health.Starting or Health.Late && HealthTable.Control(input) == Light.Yes && unit.Process is { } process && input.Worker.Signs.PongAt > process.At + Slack && IsHeard(input.Worker, process);

    // Its own goodbye says what it still runs.
    private static HealthState Ending(in HealthInput input, Unit unit) => input.Worker.Signs is { OfflineAt: not null, OfflineActive: > 0 and var running } && unit.Process is not null
        ? new(Health.Draining, string.Create(CultureInfo.InvariantCulture, $"{unit.Keeper} asked {unit.Id} to end; it said goodbye with {running} running"))
        : new(Health.Stopping, $"{unit.Keeper} asked {unit.Id} to end");

    private static HealthState? Unheard(in HealthInput input, Unit unit, UnitProcess process)
    {
        if (IsHeard(input.Worker, process))
        {
            return null;
        }

        var up = string.Create(CultureInfo.InvariantCulture, $"{unit.Keeper} runs {unit.Id} as pid {process.Pid}");
        return input.HearsSince is not { } hears ? new(Health.Ready, $"{up}; nothing is connected that would report it")
            : input.Now - Later(process.At, hears) < UnheardGrace ? new(Health.Starting, $"{up}, not heard of yet")
            : new(Health.Late, $"{up}, but nothing is heard of it");
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
