using System.Text;
using WConsole.Fleet.Actions;

namespace WConsole.Tui.Keys;

/// <summary>docs/keys.md, made from the tables.</summary>
internal static class KeysDocument
{
    private static readonly (KeyPlace Place, string Word)[] Words =
        [(KeyPlace.Table, "tables"), (KeyPlace.Page, "pages"), (KeyPlace.List, "lists"), (KeyPlace.Worker, "workers, worker"), (KeyPlace.Search, "conf, logs, dumps"), (KeyPlace.Log, "logs"), (KeyPlace.Local, "local")];

    public static string Text()
    {
        var text = new StringBuilder("# Keys\n\nMade from the tables of keys and of actions (`KeyTable.cs`, `ActionTable.cs`); do not edit.\n\n");
        text.Append("## Acting on a worker\n\nOn the selected worker, or on all marked ones. Switched off by `--readonly`.\n\n| key | action | what it means | in batch |\n|---|---|---|---|\n");
        foreach (var action in ActionTable.All)
        {
            text.Append(Inv($"| `{action.Key}` | {action.Title} | {action.Summary} | `{action.Verb}{(action.TakesAmount ? " N" : action.TakesSignal ? " NAME" : "")} ID…` |\n"));
        }

        text.Append("\nAn action that may lose task runs opens a dialog that lists them, with Cancel focused; in a cluster marked `environment: production` its name is typed first.\n");
        text.Append("\n## Everything else\n\n| key | what it does | where |\n|---|---|---|\n");
        foreach (var row in KeyTable.All)
        {
            text.Append(Inv($"| {string.Join(' ', row.Chords.Select(c => $"`{KeyTable.Name(c)}`"))} | {row.Title} | {Place(row.Where)} |\n"));
        }

        return text.Append("\nThe wheel moves, a click selects, a click on the selected row goes in; on a column's head it sorts, again turns the order round; on a key of the key bar it presses it. `mouse: false` in the settings switches it off. Hold Shift to select text as the terminal does.\n").ToString();
    }

    private static string Place(KeyPlace where) => where == KeyPlace.Everywhere
        ? "everywhere"
        : string.Join(", ", Words.Where(w => where.HasFlag(w.Place)).Select(w => w.Word));

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
