namespace WConsole.Bench.Launchers;

/// <summary>Patterns for what stands on a screen.</summary>
internal static class ScreenText
{
    /// <summary>All names at once, in any order.</summary>
    public static string All(IReadOnlyList<FleetWorker> workers) => "(?s)" + string.Concat(workers.Select(w => $"(?=.*{w.Name})"));
}
