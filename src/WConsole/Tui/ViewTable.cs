using System.Collections.Immutable;
using WConsole.Settings;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>One view that <c>:</c> can change to.</summary>
/// <param name="Make">A new one; null: see <see cref="Over"/>.</param>
internal sealed record NamedView(string Name, string Title, Func<Screen>? Make)
{
    /// <summary>Makes one that is about the screen it is laid over. Null too: the word leaves the console.</summary>
    public Func<AppState, UiContext, Screen>? Over { get; init; }
}

/// <summary>The views by name.</summary>
internal static class ViewTable
{
    public static ImmutableArray<NamedView> All { get; } =
    [
        new(WorkersScreen.Name, "every worker, the worst first", () => new WorkersScreen()),
        new(QueuesScreen.Name, "what waits, and who consumes it", () => new QueuesScreen()),
        new(HostsScreen.Name, "workers by host, how busy, and its load", () => new HostsScreen()),
        new(PulsesScreen.Name, "throughput, backlog and saturation as plots", () => new PulsesScreen()),
        new(LocalScreen.Name, "what the local launcher keeps, with the log of the selected one", () => new LocalScreen()),
        new(AuditScreen.Name, "what was asked, by whom, and what came of it", () => new AuditScreen()),
        new(SelfScreen.Name, "the console itself: sources, dropped events, memory", () => new SelfScreen()),
        new(OutcomesScreen.Name, "what came of each action on each worker", () => new OutcomesScreen()) { Over = (_, _) => new OutcomesScreen() },
        new(CommandLogScreen.Name, "every action as its command line, to be copied", null) { Over = (state, _) => new CommandLogScreen(state.Commands) },
        new(HelpScreen.Name, "what can be done here; its lines can be run", null) { Over = HelpScreen.For },
        new("quit", "leave; no worker is touched", null),
    ];

    /// <summary>The view of a name; null when there is none.</summary>
    public static NamedView? Find(string name) => All.FirstOrDefault(v => v.Name == name);

    /// <summary>A view that is a table, as it is at first; null when there is no such.</summary>
    public static Screen? Table(string name) => Find(name)?.Make?.Invoke() is { Columns.IsEmpty: false } table ? table : null;

    public static IEnumerable<string> Tables => All.Select(v => v.Name).Where(n => Table(n) is not null);

    /// <summary>What was probably meant by a table's name: a remedy.</summary>
    public static string NearTable(string name) => Nearest.Of(name, Tables) is { } near ? $"did you mean '{near}'?" : $"there are: {string.Join(", ", Tables)}";
}
