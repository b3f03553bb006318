using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Links;

/// <summary>One reason to believe that a worker runs in a unit.</summary>
internal sealed record LinkClaim(Unit Unit, Worker Worker, LinkEvidence Evidence, string Why)
{
    // Events are read in batches: what the process before said may come this much after the unit's next one was started.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    /// <summary>By its process, whatever it is called; null when that proves nothing.</summary>
    public static LinkClaim? ByProcess(Unit unit, Worker worker) => (unit.Process, worker.Facts.Process.Value) switch
    {
        ({ } p, ProcessSight.Ours ours) when (ours.Pid, ours.StartTicks) == (p.Pid, p.StartTicks) =>
            new LinkClaim(unit, worker, LinkEvidence.Proven, Text($"{unit.Keeper} started pid {p.Pid} as {unit.Id}, and that process is proven to be this worker (same start time)")),
        ({ } p, ProcessSight.Ours ours) when ours.ParentPid == p.Pid && ours.StartTicks >= p.StartTicks =>
            new LinkClaim(unit, worker, LinkEvidence.Proven, Text($"{unit.Keeper} started pid {p.Pid} as {unit.Id}, and this worker's proven process {ours.Pid} is its child")),
        _ => null,
    };

    /// <summary>By the name that its keeper gave it; null when it runs elsewhere, or its keeper only noted it.</summary>
    public static LinkClaim? ByName(Unit unit, Worker worker)
    {
        if (IsNote(unit, worker) || worker.Facts.Process.Value is ProcessSight.Elsewhere || worker.HostName is not { } host || !HostNames.AreSame(host, unit.HostName))
        {
            return null;
        }

        return unit.Process is { } process ? Running(unit, process, worker) : Between(unit, worker);
    }

    /// <summary>
    /// Whether the unit is but a note of how this worker is started, made while it lives: neither runs one in the other, nor do they contradict each other, and
    /// its keeper can neither stop nor start it before it has ended.
    /// </summary>
    public static bool IsNote(Unit unit, Worker worker) =>
        unit is { HasRun: false, IsDown: true, Process: null } && worker.Name == unit.Node && worker.Id.Framework == unit.Framework && worker.HostName is { } host && HostNames.AreSame(host, unit.HostName)
        && worker.Facts.Process.Value switch { ProcessSight.Ours => true, ProcessSight.Gone or ProcessSight.Elsewhere => false, _ => worker.Signs.OfflineAt is null };

    private static LinkClaim Running(Unit unit, UnitProcess process, Worker worker)
    {
        if (worker.Facts.Process is { Value: ProcessSight.Ours other, State: FactState.Fresh } sight && sight.At > process.At + Slack)
        {
            return Conflict(unit, worker, other.Pid == process.Pid
                ? Text($"pid {process.Pid} was given to another process since: {unit.Keeper} keeps the one that began at tick {process.StartTicks}, {worker.Name} is the one of tick {other.StartTicks}")
                : Text($"{worker.Name} is proven to be pid {other.Pid}, and {unit.Keeper} keeps pid {process.Pid} as {unit.Id} under the same name"));
        }

        var known = worker.Facts.Process.Value is ProcessSight.Ours;
        return !known && PidsOf(worker).Contains(process.Pid)
            ? new LinkClaim(unit, worker, LinkEvidence.Proven, Text($"{unit.Keeper} started pid {process.Pid} as {unit.Id} under this name, and the worker says that it is pid {process.Pid} on this host"))
            : new LinkClaim(unit, worker, LinkEvidence.Remembered, Text($"{unit.Keeper} gave {unit.Id} this name and runs it as pid {process.Pid}, of which nothing is heard yet"));
    }

    private static LinkClaim Between(Unit unit, Worker worker)
    {
        // Whoever goes on speaking long after the unit's process has ended is another one.
        var stray = unit.HasRun && worker.Signs.OfflineAt is null ? worker.Instances.LastOrDefault(i => i.LastHeard > unit.Since + Slack) : null;
        return stray is not null && unit.Phase != UnitPhase.Starting
            ? Conflict(unit, worker, Text($"{worker.Name} says that it is pid {stray.Pid}, and {unit.Keeper} gave that name to {unit.Id}, which has no process"))
            : new LinkClaim(unit, worker, LinkEvidence.Remembered, Text($"{unit.Keeper} gave {unit.Id} this name, and it is between two processes"));
    }

    private static LinkClaim Conflict(Unit unit, Worker worker, string why) => new(unit, worker, LinkEvidence.Conflict, why);

    private static IEnumerable<int> PidsOf(Worker worker) =>
        worker.Instances.IsDefaultOrEmpty ? worker.Facts.Stats.Value?.Pid is { } pid ? [pid] : [] : worker.Instances.Select(i => i.Pid);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
