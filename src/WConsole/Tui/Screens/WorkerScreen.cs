using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>Everything known of one worker.</summary>
internal sealed record WorkerScreen(WorkerId Id, string WorkerName) : PageScreen
{
    public override string Crumb => WorkerName;

    public override KeyPlace Place => KeyPlace.Page | KeyPlace.Worker;

    public override ImmutableArray<Interest> Interests =>
    [
        Want(FactKind.Control, 3), Want(FactKind.Stats, 2), Want(FactKind.Active, 1), Want(FactKind.Reserved, 2), Want(FactKind.Scheduled, 5),
        Want(FactKind.Queues, 10), Want(FactKind.Process, 1), Want(FactKind.Conf, 60), Want(FactKind.Registered, 60), Want(FactKind.Revoked, 30),
        Interest.InQueues(TimeSpan.FromSeconds(5)),
    ];

    public override TimeSpan? Ages(UiContext context) => TimeSpan.FromSeconds(1);

    public override ImmutableArray<WorkerId> Targets(UiContext context) => Find(context, Id) is null ? [] : [Id];

    public override string Title(UiContext context, int width) => Find(context, Id) is { } worker
        ? $"{WorkerName}({context.Options.Cluster}) {Healths.Word(worker.Health.Health)}{(Narrow.Length > 0 ? $" </{Narrow}>" : "")}"
        : $"{WorkerName}({context.Options.Cluster}) no longer known";

    public override ScreenTurn Update(ScreenInput input, UiContext context) =>
        input is ScreenInput.Key { Id: KeyId.Json } ? Json(context)
        : input is ScreenInput.Key { Id: KeyId.Conf } ? Find(context, Id) is { } worker ? Stay(new Effect.Push(ConfScreen.Of(worker, context.Snapshot))) : Stay()
        : input is ScreenInput.Key { Id: KeyId.Log } ? Stay(LogScreen.Open(Find(context, Id) is { } known ? [known] : []))
        : base.Update(input, context);

    protected override IReadOnlyList<KeyValue> Content(Theme theme, UiContext context) => Find(context, Id) is { } worker
        ? WorkerPage.Of(worker, theme, context)
        : [new KeyValue("State", "no longer known: its row was folded away, or the source forgot it. Esc goes back.", Role.Muted)];

    private ScreenTurn Json(UiContext context) => Find(context, Id) is { } worker && context.Options.Json is { } json
        ? Stay(new Effect.Push(new TextScreen("json", $"{WorkerName} as JSON", json(worker, context.Snapshot))))
        : Stay();

    private Interest Want(FactKind fact, double seconds) => Interest.InOne(Id, fact, TimeSpan.FromSeconds(seconds));
}
