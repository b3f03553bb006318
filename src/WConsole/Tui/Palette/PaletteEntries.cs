using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Tui.Keys;
using WConsole.Tui.Screens;

namespace WConsole.Tui.Palette;

/// <summary>Everything that can be run on the screen as it is, and why what cannot be run cannot. Palette and help are both made from it.</summary>
internal static class PaletteEntries
{
    // Going by keys is not looked for by name.
    private static readonly ImmutableHashSet<KeyId> Moves =
        [KeyId.Up, KeyId.Down, KeyId.PageUp, KeyId.PageDown, KeyId.Top, KeyId.Bottom, KeyId.Command, KeyId.Leave, KeyId.Favourite];

    /// <summary>In the order in which they are shown while nothing is typed.</summary>
    public static ImmutableArray<PaletteEntry> Of(AppState state, UiContext context) =>
    [
        .. Views(),
        // Read-only takes every acting entry away.
        .. state.Options.ReadOnly ? [] : Actions(state, context),
        .. Keys(state, KeyRowsOf(state.Top.Place).Where(r => !Moves.Contains(r.Id))),
        new PaletteEntry(PaletteKind.Key, "edit settings", $"{state.Options.SettingsFile} in $EDITOR", "", null, [new Effect.Edit()]),
        .. state.Top.Columns.Select(c => new PaletteEntry(PaletteKind.Key, $"sort {c}", $"order the rows by {c}", "", null, [new Effect.Sort(c)])),
        .. state.Options.Favourites.Select(f => new PaletteEntry(PaletteKind.View, f.Name, $"favourite: {f.View} </{f.Filter}>", $"{f.Digit}", null, [new Effect.Show(f.View), new Effect.Filter(f.Filter)])),
        .. Clusters(state),
        .. Workers(context),
    ];

    public static IEnumerable<PaletteEntry> Views() => ViewTable.All.Select(v => new PaletteEntry(PaletteKind.View, v.Name, v.Title, "", null, [new Effect.Show(v.Name)]));

    public static IEnumerable<PaletteEntry> Actions(AppState state, UiContext context)
    {
        var targets = state.Top.Targets(context);
        return ActionTable.All.Select(a => new PaletteEntry(PaletteKind.Action, a.Title, a.Summary, state.Options.Keys.Name(a.Id), WhyOff(a, targets, state, context), [new Effect.Begin(a)]) { Alias = a.Verb });
    }

    public static IEnumerable<PaletteEntry> Keys(AppState state, IEnumerable<KeyRow> rows) =>
        rows.Select(r => new PaletteEntry(PaletteKind.Key, KeyNames.Of(r.Id), r.Title, state.Options.Keys.Name(r.Id), null, [new Effect.Key(r.Id)]));

    public static IEnumerable<KeyRow> KeyRowsOf(KeyPlace place) => KeyTable.All.Where(r => (r.Where & place) != 0);

    private static IEnumerable<PaletteEntry> Clusters(AppState state) => state.Options.Clusters.Select(name => new PaletteEntry(
        PaletteKind.Cluster, name, "cluster of the settings", "", name == state.Options.Cluster ? "it is shown already" : null, [new Effect.Change(name)]));

    private static IEnumerable<PaletteEntry> Workers(UiContext context) => context.Snapshot.Workers.Items.Select(w => new PaletteEntry(
        PaletteKind.Worker, w.Worker.Name, $"worker, {Healths.Word(w.Health.Health)}", "", null, [new Effect.Push(new WorkerScreen(w.Worker.Id, w.Worker.Name))]));

    private static string? WhyOff(ActionInfo action, ImmutableArray<WorkerId> targets, AppState state, UiContext context)
    {
        if (state.Options.ReadOnly)
        {
            return "read-only";
        }

        if (!state.Top.Place.HasFlag(KeyPlace.Worker))
        {
            return "no worker is selected here: see workers";
        }

        // One that can is enough; the dialog names those that cannot.
        string? why = targets.IsEmpty ? "no worker is selected" : null;
        foreach (var target in targets.Take(UiContext.Looked))
        {
            if (context.PlanOf(action.Id, target) is not ActionPlan.Refused refused)
            {
                return null;
            }

            why ??= refused.Text;
        }

        return why;
    }
}
