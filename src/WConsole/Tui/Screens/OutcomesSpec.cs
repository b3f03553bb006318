using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;
using SortKey = WConsole.Fleet.Views.SortKey;

namespace WConsole.Tui.Screens;

/// <summary>One row per action and worker.</summary>
internal static class OutcomesSpec
{
    public static TableSpec<ActionRun> Table { get; } = new(
        OutcomesScreen.Name,
        [
            new("worker", "WORKER", (r, _) => r.Before.Name, (r, _) => SortKey.Of(r.Before.Name), "worker", MinWidth: 8, Grow: 2),
            new("action", "ACTION", (r, _) => Title(r), (r, _) => SortKey.Of(Title(r)), "action", Priority: 3, MinWidth: 8),
            new("outcome", "OUTCOME", (r, _) => Outcomes.Word(r.Phase), (r, _) => SortKey.Of((int)r.Phase), "outcome", MinWidth: 9),
            new("took", "TOOK", (r, c) => Took(r, c.Snapshot.At), (r, c) => SortKey.Of(((r.EndedAt ?? c.Snapshot.At) - r.Since).TotalSeconds), "seconds", Align: Align.Right, Priority: 2, MinWidth: 6),
            new("what", "WHAT", (r, _) => r.Progress, (r, _) => SortKey.Of(r.Progress), "message", Priority: 2, MinWidth: 10, Grow: 5),
        ],
        // By name, then the id that makes it unique.
        Identity: r => $"{r.Before.Name} {r.Id}",
        RowTone: (r, _) => r.Phase switch
        {
            ActionPhase.Done => Tone.Good,
            ActionPhase.Refused or ActionPhase.Late => Tone.Warn,
            ActionPhase.Failed or ActionPhase.TimedOut => Tone.Bad,
            ActionPhase.Asked or ActionPhase.Sending or ActionPhase.Watching => Tone.Stopping,
        },
        // Newest first; what was asked together has one stamp, and stays together. In hundredths, which last a whole number for eight months.
        Urgency: (r, _) => -(int)(r.AskedAt.TotalMilliseconds / 10),
        Search: r => [r.Before.Name, Title(r), Outcomes.Word(r.Phase), r.Progress]);

    public static string Title(ActionRun run) => ActionTable.Find(run.Action.Action)?.Title ?? run.Action.Action.Value;

    public static string Took(ActionRun run, TimeSpan now) => string.Create(CultureInfo.InvariantCulture, $"{((run.EndedAt ?? now) - run.Since).TotalSeconds:0.0} s");
}
