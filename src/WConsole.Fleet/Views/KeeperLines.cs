using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Views;

/// <summary>What is known of who starts a worker again, as labelled lines: the same on its page and in batch.</summary>
public static class KeeperLines
{
    public static IEnumerable<(string Label, string Text)> Of(Worker worker)
    {
        if (worker.Kept is not { } kept)
        {
            yield return ("Restarted by", "nobody known: what ends stays ended (systemd, supervisord are not looked at yet)");
            yield break;
        }

        var unit = kept.Unit;
        yield return ("Restarted by", kept.Reached ? $"{unit.Keeper}, as {unit.Id}" : $"nobody now: {unit.Keeper}, which kept it as {unit.Id}, is not reached");
        yield return ("Link", $"{Word(kept.Evidence)}: {kept.Why}");
        var starts = unit.Restarts == 1 ? "started again once" : string.Create(CultureInfo.InvariantCulture, $"started again {unit.Restarts} times");
        yield return ("Keeper", $"{Phase(unit)}, {starts} without being asked{(unit.LastExit is { } exit ? $"; last exit: {exit}" : "")}");
        yield return ("Stopped by", $"{unit.Stop.Signal}, within {Spans.Exact(unit.Stop.Deadline)}{(unit.Stop.KillAfter is { } kill ? $"; KILL of its whole tree after {Spans.Exact(kill)}" : "")}");
    }

    /// <summary>The evidence in a word.</summary>
    public static string Word(LinkEvidence evidence) => evidence switch
    {
        LinkEvidence.Alone => "of its keeper alone",
        LinkEvidence.Proven => "proven",
        LinkEvidence.Remembered => "remembered",
        LinkEvidence.Conflict => "contradictory",
    };

    private static string Phase(Unit unit) => unit.Phase switch
    {
        UnitPhase.Down => "stopped",
        UnitPhase.Waiting => "waiting to be started",
        UnitPhase.Starting => Pid("starting", unit),
        UnitPhase.Up => Pid("up", unit),
        UnitPhase.Stopping => Pid("asked to end", unit),
        UnitPhase.GivenUp => "given up",
    };

    private static string Pid(string word, Unit unit) => unit.Process is { } process ? string.Create(CultureInfo.InvariantCulture, $"{word} as pid {process.Pid}") : word;
}
