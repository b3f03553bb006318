using WConsole.Drivers.Hosts;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>The processes of workers on this host: proven once, then known by pid and start time.</summary>
internal sealed class CeleryProcesses(ProcFs proc, CeleryRoster roster)
{
    private readonly RecipeReader _recipes = new(proc);

    /// <summary>True when nothing can be said of its process before its stats are asked.</summary>
    public static bool NeedsStats(CeleryNode node) => node.Pid is null || (node.Uptime is null && node.Proven?.Pid != node.Pid);

    /// <summary>What this host shows now of the worker's process; null when it never named one.</summary>
    public ProcessSight? Look(CeleryNode node, TimeSpan now)
    {
        var again = node.Proven is { } proven ? ProcessProof.Again(proven, proc.Look(proven.Pid)) : null;
        if (again is ProcessSight.Ours)
        {
            // As long as it lives it is the one: of two processes under one name the other would take turns with it.
            return again;
        }

        if (node.Claim(now) is not { } claim)
        {
            return again;
        }

        var look = proc.Look(claim.Pid);
        var match = look is ProcessLook.Alive alive ? CeleryCommandLine.Match(alive.CommandLine, node.Name) : CommandLineMatch.Other;
        var sight = ProcessProof.Judge(claim, proc.Host(), look, match);
        if (sight is ProcessSight.Ours ours)
        {
            // Looked at once: a process keeps its parent, its owner and its words.
            ours = ours with { NoStartAgain = _recipes.Read(ours.Pid, ours.StartTicks) is { Recipe: null, Why: var why } ? why : null };
            roster.Put(node.Name, n => n with { Proven = ours });
            return ours;
        }

        // What was proven before stands until something else is: gone is gone.
        return again ?? sight;
    }
}
