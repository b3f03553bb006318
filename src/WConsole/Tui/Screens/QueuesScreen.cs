using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Tui.Screens;

/// <summary>Every queue with what waits in it and who consumes from it.</summary>
internal sealed record QueuesScreen : TableScreen<QueueRow>
{
    public const string Name = "queues";

    private static readonly ImmutableArray<Interest> Wanted =
    [
        Interest.InQueues(TimeSpan.FromSeconds(2)),
        Interest.InAll(FactKind.Queues, TimeSpan.FromSeconds(10)),
        Interest.InAll(FactKind.Control, TimeSpan.FromSeconds(3)),
    ];

    public override ImmutableArray<Interest> Interests => Wanted;

    protected override TableSpec<QueueRow> Spec => QueuesView.Spec;

    // Nothing to tell apart: no priorities in use, or no message that says when it was put in.
    protected override ImmutableArray<string> SaidOnce => ["oldest", "steps"];

    protected override string InTitle(string column, string text) => column == "oldest" ? $" · oldest {text}" : $" · {text}";

    protected override string Remark(QueueRow item, UiContext context) => QueuesView.Note(item) is { Length: > 0 } note ? $"{item.Queue.Id.Name}: {note}" : "";

    // The age of the oldest message is coarse.
    public override TimeSpan? Ages(UiContext context) => TimeSpan.FromSeconds(10);

    protected override (long, long) Version(UiContext context) => (context.Snapshot.Queues.Version, context.Snapshot.Workers.Version);

    protected override IReadOnlyList<QueueRow> Items(UiContext context) => QueuesView.Rows(context.Snapshot);

    protected override ImmutableArray<Effect> Open(QueueRow item, UiContext context) => item.Consumers.IsEmpty
        ? [new Effect.Say($"no known worker consumes from {item.Queue.Id.Name}", Terminal.Themes.Role.FlashWarn)]
        : [new Effect.Push(new WorkersScreen().WithFilter($"queues:{item.Queue.Id.Name}"))];

    protected override string Empty(UiContext context) => Query.Filter.IsEmpty
        ? "No queue is known yet: queues are those that workers name, and those the settings add."
        : $"No queue fits /{Query.Filter.Text}. Esc takes the filter away.";
}
