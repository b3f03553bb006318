using System.Collections.Immutable;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>One view that <c>:</c> can change to.</summary>
/// <param name="Make">A new one; null: the word leaves the console.</param>
internal sealed record NamedView(string Name, string Title, Func<Screen>? Make);

/// <summary>The views by name.</summary>
internal static class ViewTable
{
    public static ImmutableArray<NamedView> All { get; } =
    [
        new(WorkersScreen.Name, "every worker, the worst first", () => new WorkersScreen()),
        new(QueuesScreen.Name, "what waits, and who consumes it", () => new QueuesScreen()),
        new(AuditScreen.Name, "what was asked, by whom, and what came of it", () => new AuditScreen()),
        new(SelfScreen.Name, "the console itself: sources, dropped events, memory", () => new SelfScreen()),
        new(HelpScreen.Name, "keys and views", () => new HelpScreen()),
        new("quit", "leave; no worker is touched", null),
    ];

    /// <summary>The view that a typed word can only mean: its whole name, else the only one it begins, in the order of the table.</summary>
    public static NamedView? Find(string word) =>
        word.Length == 0 ? null : All.FirstOrDefault(v => v.Name == word) ?? All.FirstOrDefault(v => v.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What was probably meant, or which there are.</summary>
    public static string Guess(string word)
    {
        // Letters in common, in order: enough for six short names.
        var near = All.Select(v => (v.Name, Common: Common(word, v.Name))).MaxBy(p => p.Common);
        return near.Common * 2 > Math.Max(word.Length, near.Name.Length) ? $"; did you mean {near.Name}?" : $"; there are: {string.Join(", ", All.Select(v => v.Name))}";
    }

    private static int Common(string a, string b)
    {
        var row = new int[b.Length + 1];
        foreach (var c in a)
        {
            var corner = 0;
            for (var j = 1; j <= b.Length; j++)
            {
                (corner, row[j]) = (row[j], c == b[j - 1] ? corner + 1 : Math.Max(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
