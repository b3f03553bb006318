using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;
using WConsole.Tui.Local;
using WConsole.Tui.Logs;

namespace WConsole.Tui.Screens;

/// <summary>What the local launcher keeps: its programs, the worst first, and below them the log of the selected one.</summary>
internal sealed record LocalScreen : TableScreen<ProgramRow>, ILogReader
{
    public const string Name = "local";

    private const int LeastLog = 4;
    private const int MostBytes = 4 << 20;
    private const int RoomForWords = 60;

    private LogState Log { get; init; } = new();

    private string? LogPath { get; init; }

    /// <inheritdoc/>
    public LogBuffer Buffer { get; private init; } = new();

    /// <inheritdoc/>
    public ImmutableArray<LogWant> Wants { get; private init; } = [];

    public override string Crumb => Name;

    public override bool WantsLauncher => true;

    public override KeyPlace Place => KeyPlace.Table | KeyPlace.Local;

    protected override TableSpec<ProgramRow> Spec => ProgramsView.Spec;

    // What counts down is drawn anew each second; while nothing does, ages are coarse enough for a minute.
    public override TimeSpan? Ages(UiContext context) => TimeSpan.FromSeconds(Ticks(context) ? 1 : 60);

    public override ScreenTurn Update(ScreenInput input, UiContext context)
    {
        if (input is not ScreenInput.Key { Id: var key } || key is not (KeyId.LocalStart or KeyId.LocalStop or KeyId.LocalRestart or KeyId.LocalKill or KeyId.LocalMore or KeyId.LocalLess or KeyId.LocalLike or KeyId.Log or KeyId.LogPrevious or KeyId.Enter or KeyId.Describe))
        {
            return base.Update(input, context);
        }

        var chosen = Acting(Table(context), context).Select(r => r.Status).ToList();
        if (chosen.Count == 0)
        {
            return Stay();
        }

        return key switch
        {
            KeyId.Enter or KeyId.Describe => base.Update(input, context),
            KeyId.Log => Stay(Open(chosen, p => p.LogFile)),
            KeyId.LogPrevious => Stay(Open(chosen, p => p.PreviousLogFile)),
            _ when context.Options.ReadOnly => Stay(new Effect.Say("read-only", Role.FlashWarn)),
            _ => Stay(Act(key, chosen, context)),
        };
    }

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var table = Table(context);
        // The table takes what it needs; the log the rest, and at least a few lines where there is room for both.
        var rest = frame.Height - table.Items.Length - 2;
        var log = table.Items.IsEmpty || frame.Height < (3 * LeastLog) - 2 ? 0 : Math.Max(LeastLog, rest);
        var upper = (LocalScreen)base.Draw(frame.Slice(new Rect(0, 0, frame.Width, frame.Height - (log > 0 ? log + 1 : 0))), theme, context);
        if (log == 0 || upper.At(upper.Table(context)) is not { Status: var program })
        {
            return upper.Reading(null);
        }

        var me = upper.Reading(program);
        var line = frame.Slice(new Rect(0, frame.Height - log - 1, frame.Width, 1));
        line.Fill(line.Bounds, theme.Style(Role.Frame));
        for (var x = 0; x < line.Width && theme.Drawing != Drawing.Words; x++)
        {
            line.Write(x, 0, theme.Drawing == Drawing.Ascii ? "-" : "─", theme.Style(Role.Frame));
        }

        line.WriteField(2, 0, line.Width - 4, $" {program.Id} · {ProgramWords.State(program, context.Local.Now)}{(program.LogFile is { } path ? $" · {path}" : " · no log yet")} ", theme.Style(Role.Title));
        var state = LogView.Draw(frame.Slice(new Rect(0, frame.Height - log, frame.Width, log)), theme, me.Buffer, null, me.Log, null, hasStrip: false);
        return me with { Log = state };
    }

    protected override (long, long) Version(UiContext context) =>
        (context.Local.Picture?.Version ?? 0, Ticks(context) ? (long)context.Local.Now.TotalSeconds : (long)context.Local.Now.TotalMinutes);

    protected override IReadOnlyList<ProgramRow> Items(UiContext context) => [.. (context.Local.Picture?.Programs ?? []).Select(p => new ProgramRow(p, context.Local.Now))];

    protected override ImmutableArray<Effect> Open(ProgramRow item, UiContext context)
    {
        var fields = Spec.Columns.Select(c => $"{c.Title,-12} {c.Text(item, context.View)}");
        var p = item.Status;
        return [new Effect.Push(new TextScreen("program", p.Id, string.Join('\n', fields.Append($"{"COMMAND",-12} {string.Join(' ', p.Command)}").Append($"{"FOLDER",-12} {p.WorkingDirectory}"))))];
    }

    protected override int Extra(Column<ProgramRow> column) => column.Id switch { "state" => 2, "note" => RoomForWords, _ => 0 };

    protected override string CellText(Column<ProgramRow> column, ProgramRow item, Theme theme, UiContext context) => column.Id switch
    {
        "state" => $"{theme.Glyph(RowRole(item, context))} {base.CellText(column, item, theme, context)}",
        "note" when LastWords(item.State) is { Length: > 0 } words => $"{words}{(ProgramWords.Note(item.Status) is { Length: > 0 } note ? $"; {note}" : "")}",
        _ => base.CellText(column, item, theme, context),
    };

    // What it said last, of one that failed.
    private static string LastWords(ProgramState s) => s.Phase is ProgramPhase.Backoff or ProgramPhase.Fatal || (s.Phase == ProgramPhase.Exited && s.LastExit is not { Code: 0 }) ? s.LastExit?.LastLine ?? "" : "";

    // How it failed last is worth a column only where something did.
    protected override ImmutableArray<string> SaidOnce => ["exit", "note", "runs", "ready", "port", "framework"];

    protected override string InTitle(string column, string text) => column is "framework" ? $" · {text}" : "";

    protected override string Empty(UiContext context) => context.Local is { Picture: null, Why: var why }
        ? why.Length > 0 ? $"Nothing is kept here: {why}." : "Asking the launcher …"
        : Query.Filter.IsEmpty ? "The launcher keeps nothing. wconsole up starts what wconsole.yaml says, and a starts one worker from a form." : $"No program fits /{Query.Filter.Text}. Esc takes the filter away.";

    // Another run writes another file.
    private LocalScreen Reading(ProgramStatus? program) => program?.LogFile == LogPath ? this : this with
    {
        LogPath = program?.LogFile,
        Log = new LogState(),
        Buffer = new LogBuffer(maxBytes: MostBytes),
        Wants = program?.LogFile is { } path ? [new LogWant(program.Id, 0, 0, path)] : [],
    };

    private static Effect Open(List<ProgramStatus> programs, Func<ProgramStatus, string?> file)
    {
        var wants = programs.Where(p => file(p) is not null).Take(LogScreen.Most).Select(p => new LogWant(p.Id, 0, 0, file(p)) { Previous = p.PreviousLogFile }).ToImmutableArray();
        return wants.IsEmpty ? new Effect.Say($"{programs[0].Id} has no such log", Role.FlashWarn) : new Effect.Push(LogScreen.OfFiles(wants));
    }

    private static Effect Act(KeyId key, List<ProgramStatus> chosen, UiContext context)
    {
        ImmutableArray<string> ids = [.. chosen.Select(p => p.Id)];
        switch (key)
        {
            case KeyId.LocalStart:
                return new Effect.Launch(new LocalAsk("Start", new LaunchRequest.Start(ids), ids));
            case KeyId.LocalStop:
                return new Effect.Open(new LocalDialog(new LocalAsk("Stop", new LaunchRequest.Stop(ids, null), ids), chosen));
            case KeyId.LocalRestart:
                return new Effect.Open(new LocalDialog(new LocalAsk("Restart", new LaunchRequest.Restart(ids), ids), chosen));
            case KeyId.LocalKill:
                return new Effect.Open(new LocalDialog(new LocalAsk("Kill", new LaunchRequest.Kill(ids), ids), chosen));
        }

        // What was started before its settings changed is not what a further replica would be.
        if (key == KeyId.LocalLike && chosen[0] is { Outdated: true } like)
        {
            return context.Options.Asked is { } place ? new Effect.Open(RunForm.Like(place, RunAsked.Taken(context), like)) : new Effect.Say("nothing can be started from here", Role.FlashWarn);
        }

        // One more, or one less, of the group of the selected one.
        var group = chosen[0].Group;
        var all = context.Local.Picture!.Programs.Where(p => p.Group == group && !p.Leaves).OrderBy(p => p.Index).ToList();
        if (key is KeyId.LocalMore or KeyId.LocalLike)
        {
            return new Effect.Launch(new LocalAsk("Scale", new LaunchRequest.Scale(group, all.Count + 1), [group]));
        }

        return all.Count == 0
            ? new Effect.Say($"{group} has no replica left", Role.FlashWarn)
            : new Effect.Open(new LocalDialog(new LocalAsk("Scale", new LaunchRequest.Scale(group, all.Count - 1), [group]), [all[^1]]));
    }

    private static bool Ticks(UiContext context) => context.Local.Picture is { } picture && picture.Programs.Any(p => p.State.Phase is ProgramPhase.Stopping or ProgramPhase.Backoff or ProgramPhase.Starting or ProgramPhase.Waiting);
}
