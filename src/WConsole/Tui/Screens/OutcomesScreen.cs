using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;

namespace WConsole.Tui.Screens;

/// <summary>What came of each action on each worker, and what is under way; newest first.</summary>
internal sealed record OutcomesScreen : TableScreen<ActionRun>
{
    public const string Name = "outcomes";

    protected override TableSpec<ActionRun> Spec => OutcomesSpec.Table;

    protected override (long, long) Version(UiContext context) => (context.Snapshot.VisibleVersion, context.Snapshot.Actions.Length);

    protected override IReadOnlyList<ActionRun> Items(UiContext context) => context.Snapshot.Actions;

    public override TimeSpan? Ages(UiContext context) => context.Snapshot.Actions.Any(a => !a.Ended) ? TimeSpan.FromSeconds(1) : null;

    protected override ImmutableArray<string> SaidOnce => ["action"];

    protected override string InTitle(string column, string text) => $" · {text}";

    protected override string CellText(Column<ActionRun> column, ActionRun item, Terminal.Themes.Theme theme, UiContext context) =>
        column.Id == "took" ? OutcomesSpec.Took(item, context.Now) : base.CellText(column, item, theme, context);

    protected override string Remark(ActionRun item, UiContext context) => $"{item.Before.Name}: {item.Progress}";

    protected override ImmutableArray<Effect> Open(ActionRun item, UiContext context) => item.Detail is { Length: > 0 } detail
        ? [new Effect.Push(LogScreen.OfText(item.Action.Action.Value, $"{OutcomesSpec.Title(item)} of {item.Before.Name}", detail))]
        : [new Effect.Push(new WorkerScreen(item.Target, item.Before.Name))];

    protected override string Empty(UiContext context) => Query.Filter.IsEmpty
        ? "Nothing was asked of any worker since this console was started."
        : $"No outcome fits /{Query.Filter.Text}. Esc takes the filter away.";
}
