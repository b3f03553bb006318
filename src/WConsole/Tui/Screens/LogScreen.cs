using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;
using WConsole.Tui.Logs;

namespace WConsole.Tui.Screens;

/// <summary>
/// A log: of one worker or of several together, or a text that is searched like one. Buffer and search are kept by reference, as they are large; only the screen's thread
/// changes them.
/// </summary>
/// <param name="Wants">What is read into it while it is open; empty: it is whole already.</param>
internal sealed record LogScreen(string Word, string Heading, ImmutableArray<LogWant> Wants, LogBuffer Buffer) : Screen, ILogReader
{
    public const string Name = "log";

    /// <summary>So many logs are read together.</summary>
    public const int Most = 8;

    private const int WheelLines = 3;
    private const int MostLines = 400_000;
    private const int MostBytes = 16 << 20;

    private LogState State { get; init; } = new();

    private LogSearch? Search { get; init; }

    private int Height { get; init; }

    private int Width { get; init; }

    public override string Crumb => Word;

    public override KeyPlace Place => Wants.IsEmpty ? KeyPlace.Page | KeyPlace.Search : KeyPlace.Page | KeyPlace.Search | KeyPlace.Log;

    public override string Filter => Search?.Text ?? "";

    public override string Position => Buffer.End == Buffer.First ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Min(Buffer.End, State.Top + Math.Max(0, State.Height))}/{Buffer.End}");

    /// <summary>A text that is there already, searched and wrapped like a log.</summary>
    public static LogScreen OfText(string word, string heading, string text)
    {
        var buffer = new LogBuffer(MostLines, MostBytes);
        foreach (var line in text.Split('\n'))
        {
            buffer.Append(line, default);
        }

        return new LogScreen(word, heading, [], buffer) { State = new LogState { Follow = false, Wrap = true, Live = false } };
    }

    /// <summary>Files that are nobody's process to prove: the launcher's.</summary>
    public static LogScreen OfFiles(ImmutableArray<LogWant> wants) =>
        new(Name, wants.Length == 1 ? $"log of {wants[0].Name}" : $"logs of {wants.Length} programs", wants, new LogBuffer(MostLines, MostBytes));

    /// <summary>Opens the log of these workers, or says why it cannot be read from here.</summary>
    public static Effect Open(IReadOnlyList<WorkerState> workers)
    {
        var wants = workers.Select(Want).ToList();
        var known = wants.OfType<LogWant>().Take(Most).ToImmutableArray();
        if (known.IsEmpty)
        {
            return new Effect.Say(workers is [var one, ..] ? $"the log of {one.Worker.Name} cannot be read from here: {Why(one)}" : "no worker is selected", Role.FlashWarn);
        }

        var left = workers.Count - known.Length;
        var heading = known.Length == 1 ? $"log of {known[0].Name}" : $"logs of {known.Length} workers{(left > 0 ? $" ({left} left out)" : "")}";
        return new Effect.Push(new LogScreen(Name, heading, known, new LogBuffer(MostLines, MostBytes)));
    }

    public override string Title(UiContext context, int width) => Wants.Length != 1 ? Heading
        : $"{Heading}{(Find(context) is { } worker ? $" {Healths.Word(worker.Health.Health)}" : "")}{(Wants[0].Path is { } path ? $" · {path}" : "")}";

    // While older lines are being looked through, each frame looks a little further.
    public override TimeSpan? Ages(UiContext context) => Search is { IsComplete: false } ? TimeSpan.Zero : null;

    public override Screen WithFilter(string text)
    {
        if (text.Length == 0)
        {
            return this with { Search = null, State = State with { Filter = false, At = -1 } };
        }

        var search = new LogSearch(Buffer, text);
        search.Step(LogSearch.KeyBytes);
        return this with { Search = search, State = (State with { At = -1 }).Next(search, down: false) };
    }

    public override ScreenTurn Update(ScreenInput input, UiContext context) => input switch
    {
        ScreenInput.Wheel wheel => Scrolled(wheel.Lines * WheelLines),
        ScreenInput.Key key => OnKey(key.Id),
        _ => Stay(),
    };

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        Search?.Step(LogSearch.KeyBytes);
        return this with { State = LogView.Draw(frame, theme, Buffer, Search, State, Sources), Height = frame.Height, Width = frame.Width };
    }

    private ScreenTurn OnKey(KeyId key) => key switch
    {
        KeyId.Up => Scrolled(-1),
        KeyId.Down => Scrolled(1),
        KeyId.PageUp => Scrolled(-Math.Max(1, Height - 2)),
        KeyId.PageDown => Scrolled(Math.Max(1, Height - 2)),
        KeyId.Top => With(State.ToStart(Buffer)),
        KeyId.Bottom => With(State.ToEnd()),
        KeyId.Next or KeyId.Previous when Search is { Count: 0 } none => Stay(new Effect.Say(none.IsComplete ? $"no line holds '{none.Text}'" : $"'{none.Text}' was not found yet; older lines are being looked through", Role.FlashWarn)),
        KeyId.Next when Search is { } search => With(State.Next(search, down: true)),
        KeyId.Previous when Search is { } search => With(State.Next(search, down: false)),
        KeyId.Next or KeyId.Previous => Stay(new Effect.Say("/ looks for a word first", Role.FlashInfo)),
        KeyId.LogFollow => With(State with { Follow = !State.Follow }),
        KeyId.LogWrap => With(State with { Wrap = !State.Wrap }),
        KeyId.LogStamps => With(State with { Stamps = !State.Stamps }),
        KeyId.LogFilter => Search is null ? Stay(new Effect.Say("/ looks for a word first; then only its lines can be shown", Role.FlashInfo)) : With(State with { Filter = !State.Filter }),
        KeyId.LogLine => WholeLine(),
        KeyId.LogPrevious => Wants is [{ Previous: { } path } one] ? Stay(new Effect.Push(OfFiles([one with { Path = path, Previous = null, Name = $"{one.Name}, the run before" }]))) : Stay(new Effect.Say("no log of a run before is known", Role.FlashInfo)),
        KeyId.Copy => Stay(new Effect.Copy(WholeText())),
        KeyId.Pager => Stay(new Effect.Page(WholeText())),
        _ => Stay(),
    };

    private ScreenTurn With(LogState state) => new(this with { State = state }, []);

    private ScreenTurn Scrolled(long lines) => With(State.Scroll(lines, Buffer, State.Filter ? Search : null));

    // The one that was found, else the last (following) or the first that is seen: whole, in pieces, however long it is.
    private ScreenTurn WholeLine()
    {
        var line = State.At >= Buffer.First ? State.At : State.Follow ? Buffer.End - 1 : State.Top;
        var text = Buffer.Text(line);
        if (text.Length == 0)
        {
            return Stay();
        }

        // In pieces that fill a row, so that keys go through them row by row.
        var length = Math.Max(20, Width - 2);
        var pieces = Enumerable.Range(0, (text.Length + length - 1) / length).Select(i => text.Substring(i * length, Math.Min(length, text.Length - (i * length))));
        return Stay(new Effect.Push(OfText("line", $"line {line + 1} of {Heading}", string.Join('\n', pieces))));
    }

    private string WholeText()
    {
        var text = new System.Text.StringBuilder();
        for (var line = Buffer.First; line < Buffer.End; line++)
        {
            text.Append(Wants.Length > 1 ? $"{Wants[Math.Min(Buffer.Source(line), Wants.Length - 1)].Name} " : "").Append(LogLine.Clean(Buffer.Text(line))).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    // A worker keeps its colour wherever it is shown, for as long as it has its name.
    private IReadOnlyList<TextLine> Sources => Wants.Length < 2 ? [] : [.. Wants.Select(w => new TextLine(w.Name, Role.Chart1 + (int)(Hash(w.Name) % 8)))];

    private WorkerState? Find(UiContext context) => context.Snapshot.Workers.Items.FirstOrDefault(w => w.Worker.Name == Wants[0].Name);

    private static uint Hash(string name)
    {
        var hash = 2166136261;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }

    private static LogWant? Want(WorkerState worker) => worker.Worker.Facts.Process.Value switch
    {
        ProcessSight.Ours ours => new LogWant(worker.Worker.Name, ours.Pid, ours.StartTicks, ours.StderrPath ?? ours.StdoutPath),
        ProcessSight.Gone { LogPath: { } path } => new LogWant(worker.Worker.Name, 0, 0, path),
        _ => null,
    };

    private static string Why(WorkerState worker) => worker.Worker.Facts.Process.Value switch
    {
        ProcessSight.Elsewhere elsewhere => $"{elsewhere.Why}; open wconsole there",
        ProcessSight.Unproven unproven => unproven.Why,
        ProcessSight.Gone gone => $"pid {gone.Pid} has ended, and its output went to no file",
        _ => worker.Worker.Facts.Process.Why ?? "its process was not looked at yet",
    };
}
