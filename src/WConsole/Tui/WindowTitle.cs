using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Tui;

/// <summary>What the terminal's window is called: enough to see in a list of windows that something is wrong.</summary>
internal static class WindowTitle
{
    /// <summary><c>wconsole shop: 24 workers, 1 lost</c>. Only what is wrong is counted: the rest changes too often.</summary>
    public static string Of(string cluster, FleetSummary summary)
    {
        var wrong = "";
        foreach (var (health, count) in summary.ByHealth)
        {
            wrong += IsWrong(health) ? $", {count} {Healths.Word(health)}" : "";
        }

        return $"wconsole {cluster}: {summary.Workers} {(summary.Workers == 1 ? "worker" : "workers")}{wrong}{(summary.Troubled.IsEmpty ? "" : ", connection lost")}";
    }

    private static bool IsWrong(Health health) => health is Health.Failed or Health.Lost or Health.Late or Health.Mute or Health.Deaf or Health.Catatonic;
}
