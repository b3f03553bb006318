using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>The home view: every worker, the worst first.</summary>
internal sealed record WorkersScreen : TableScreen<WorkerState>
{
    public const string Name = "workers";

    // A stopped row stays ten minutes, and a drain may take its time before.
    private static readonly TimeSpan StillToldFor = TimeSpan.FromHours(1);

    // Two silent pings make a worker mute or catatonic, which must be seen within 10 s.
    private static readonly ImmutableArray<Interest> Wanted =
    [
        Interest.InAll(FactKind.Control, TimeSpan.FromSeconds(3)),
        Interest.InAll(FactKind.Stats, TimeSpan.FromSeconds(15)),
        Interest.InAll(FactKind.Active, TimeSpan.FromSeconds(5)),
        Interest.InAll(FactKind.Queues, TimeSpan.FromSeconds(30)),
        Interest.InAll(FactKind.Process, TimeSpan.FromSeconds(5)),
        Interest.InQueues(TimeSpan.FromSeconds(5)),
    ];

    public override KeyPlace Place => KeyPlace.Table | KeyPlace.Worker;

    public override ImmutableArray<Interest> Interests => Wanted;

    protected override TableSpec<WorkerState> Spec => WorkersView.Spec;

    public override TimeSpan? Ages(UiContext context)
    {
        foreach (var worker in context.Snapshot.Workers.Items)
        {
            if (worker.Action is { Ended: false } || worker.Health.Health == Health.Late || WorkersView.KeeperTime(worker, context.Now).Length > 0)
            {
                return TimeSpan.FromSeconds(1);
            }
        }

        // Uptimes are coarse, and a minute late they are still true enough; idle must stay silent.
        return TimeSpan.FromMinutes(1);
    }

    public override ImmutableArray<WorkerId> Targets(UiContext context) => [.. Acting(Table(context), context).Select(w => w.Worker.Id)];

    public override ScreenTurn Update(ScreenInput input, UiContext context) =>
        input is ScreenInput.Key { Id: KeyId.Json } && Acting(Table(context), context).FirstOrDefault() is { } worker && context.Options.Json is { } json
            ? Stay(new Effect.Push(new TextScreen("json", $"{worker.Worker.Name} as JSON", json(worker, context.Snapshot))))
            : input is ScreenInput.Key { Id: KeyId.Conf } && Acting(Table(context), context).FirstOrDefault() is { } chosen
                ? Stay(new Effect.Push(ConfScreen.Of(chosen, context.Snapshot)))
                : input is ScreenInput.Key { Id: KeyId.Log }
                    ? Stay(LogScreen.Open([.. Acting(Table(context), context)]))
                    : base.Update(input, context);

    protected override (long, long) Version(UiContext context) => (context.Snapshot.Workers.Version, 0);

    protected override IReadOnlyList<WorkerState> Items(UiContext context) => context.Snapshot.Workers.Items;

    protected override ImmutableArray<Effect> Open(WorkerState item, UiContext context) => [new Effect.Push(new WorkerScreen(item.Worker.Id, item.Worker.Name))];

    protected override Role RowRole(WorkerState item, UiContext context) => Looks.Of(item);

    protected override int Extra(Column<WorkerState> column) => column.Id == "state" ? 2 : 0;

    protected override string CellText(Column<WorkerState> column, WorkerState item, Theme theme, UiContext context) => column.Id switch
    {
        "state" => $"{theme.Glyph(Looks.Of(item.Health.Health))} {Healths.Word(item.Health.Health)}",
        "note" => Note(item, context.Now) + By(item, context),
        _ => base.CellText(column, item, theme, context),
    };

    protected override ImmutableArray<string> SaidOnce => ["framework", "version", "pool", "queues", "host"];

    protected override string InTitle(string column, string text) => column switch
    {
        "version" => $" {text}",
        "queues" => $" · queues {text}",
        "host" => $" · on {text}",
        _ => $" · {text}",
    };

    protected override string Remark(WorkerState item, UiContext context) => Note(item, context.Now) + By(item, context) is { Length: > 0 } note ? $"{item.Worker.Name}: {note}" : "";

    // When it was last heard is said from late on, in the note; a column of seconds would never be still.
    protected override bool Suits(Column<WorkerState> column, int width) => column.Id != "heard" && base.Suits(column, width);

    protected override string Empty(UiContext context) => EmptyText.Of(context, Query.Filter);

    /// <summary>The most important thing to say, with the seconds where something is under way or overdue.</summary>
    private static string Note(WorkerState item, TimeSpan now)
    {
        var marks = item.Stale is not null ? "old picture" : "";
        marks += marks.Length > 0 && WorkersView.Note(item).Length > 0 ? ": " : "";
        if (item.Action is { Ended: false, Phase: ActionPhase.Watching or ActionPhase.Sending } run)
        {
            var title = ActionTable.Find(run.Action.Action)?.Title ?? run.Action.Action.Value;
            return $"{marks}{title} {Seconds(now - run.Since)} of {Seconds(run.Deadline - run.Since)}: {run.Progress}";
        }

        var note = WorkersView.Note(item, now);
        return item.Health.Health is Health.Late or Health.Lost && item.Worker.Signs.LastHeard is { } heard && item.Action is null
            ? $"{marks}{note} (heard {(item.Health.Health == Health.Late ? Spans.Exact(now - heard) : Spans.Coarse(now - heard))} ago)"
            : marks + note;
    }

    // Of one that ends or has ended: who asked for it, as far as this host's audit log knows.
    private static string By(WorkerState item, UiContext context)
    {
        if (item.Action is not null || item.Health.Health is not (Health.Stopped or Health.Stopping or Health.Draining or Health.Failed))
        {
            return "";
        }

        var id = item.Worker.Id.ToString();
        for (var i = context.Snapshot.Audit.Length - 1; i >= 0 && context.Snapshot.WallAt - context.Snapshot.Audit[i].At < StillToldFor; i--)
        {
            if (context.Snapshot.Audit[i] is { Event: "asked", Action: not "ping" and not "traceback" } asked && asked.Target == id)
            {
                return $" · {asked.Action} by {asked.By}";
            }
        }

        return "";
    }

    private static string Seconds(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalSeconds)} s");
}
