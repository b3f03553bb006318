using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;

namespace WConsole.Tui.Screens;

/// <summary>What was asked of workers, by whom, and what came of it; newest first.</summary>
internal sealed record AuditScreen : TableScreen<AuditRecord>
{
    public const string Name = "audit";

    protected override TableSpec<AuditRecord> Spec => AuditView.Spec;

    protected override (long, long) Version(UiContext context) => (context.Snapshot.Audit.Length, Newest(context)?.At.UtcTicks ?? 0);

    protected override IReadOnlyList<AuditRecord> Items(UiContext context) => context.Snapshot.Audit;

    protected override ImmutableArray<string> SaidOnce => ["by"];

    protected override string InTitle(string column, string text) => $" · by {text}";

    protected override ImmutableArray<Effect> Open(AuditRecord item, UiContext context)
    {
        var fields = Spec.Columns.Select(c => $"{c.Title,-12} {c.Text(item, context.View)}");
        var detail = context.Snapshot.Actions.FirstOrDefault(a => a.Id == item.Id)?.Detail;
        return [new Effect.Push(new TextScreen("record", $"{item.Action} of {item.Target}", string.Join('\n', fields) + (detail is null ? "" : $"\n\n{detail}")))];
    }

    protected override string Empty(UiContext context) => Query.Filter.IsEmpty
        ? "Nothing was asked of any worker yet."
        : $"No record fits /{Query.Filter.Text}. Esc takes the filter away.";

    private static AuditRecord? Newest(UiContext context) => context.Snapshot.Audit is [.., var last] ? last : null;
}
