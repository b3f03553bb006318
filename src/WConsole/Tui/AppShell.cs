using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Screen;
using WConsole.Tui.Local;
using WConsole.Tui.Logs;
using WConsole.Tui.Palette;

namespace WConsole.Tui;

/// <summary>Stands between the loop, the update and the engine: events in, effects out. Lives on the screen's thread; other threads only post.</summary>
internal sealed class AppShell : IUiApp, IAsyncDisposable
{
    private static readonly TimeSpan RefreshLasts = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan RefreshAge = TimeSpan.FromMilliseconds(200);

    private readonly ConsoleOptions _options;
    private readonly FleetEngine _engine;
    private readonly UiLoop _loop;
    private readonly RowMemo _rows;
    private readonly LogReaders _logs;
    private readonly LocalLink _local;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _work = [];
    private readonly WindowFocus _focus = new();
    private readonly InterestLease _lease;
    private readonly IDisposable _bell;
    private AppState _state;
    private ImmutableArray<Interest> _declared;
    private InterestLease? _refresh;
    private TimeSpan _refreshEnds;
    private TimeSpan? _due;
    private bool _started;
    private bool _ran;

    public AppShell(ConsoleOptions options, FleetEngine engine, UiLoop loop)
    {
        _options = options;
        _engine = engine;
        _loop = loop;
        _rows = new RowMemo(work => Own(Task.Run(work)), loop.Wake);
        _logs = new LogReaders(options.ReadLog, TimeProvider.System, loop.Wake, Own);
        _local = new LocalLink(options.Launcher, options.Kept, TimeProvider.System, loop.Wake, Own);
        _state = AppState.Start(options);
        _declared = _state.Interests;
        _lease = engine.Declare("screen", _declared);
        _bell = engine.SnapshotChanged(loop.Wake);
        if (!options.Warnings.IsEmpty)
        {
            _state = _state.Say(Context(), string.Join("; ", options.Warnings), Terminal.Themes.Role.FlashWarn);
        }
    }

    /// <inheritdoc/>
    public int? ExitCode { get; private set; }

    /// <summary>The cluster that the operator changed to; null: none.</summary>
    public string? ChangeTo { get; private set; }

    /// <inheritdoc/>
    public TimeSpan? NextTick => _due is { } due ? due - _engine.Now is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero : null;

    /// <inheritdoc/>
    public bool Handle(UiEvent @event, IUiHost host)
    {
        _logs.Drain();
        switch (@event)
        {
            case UiEvent.Input { Event: InputEvent.Reply reply }:
                return Background(reply);
            case UiEvent.Input { Event: InputEvent.Focus focus }:
                if (_focus.ComesBack(focus.Gained, _engine.Now))
                {
                    Refresh();
                }

                return false;
            case UiEvent.Input { Event: InputEvent.Mouse mouse } when mouse.Kind is MouseKind.Release or MouseKind.Move or MouseKind.Drag || _focus.Raises(mouse, _engine.Now):
                return false;
            case UiEvent.Input input:
                Tell(new Message.Typed(input.Event), host);
                break;
            case UiEvent.Resized size:
                Tell(new Message.Resized(size.Columns, size.Rows), host);
                break;
            case UiEvent.Posted { Message: Message message }:
                Tell(message, host);
                break;
            case UiEvent.Posted { Message: Exception bug }:
                throw new InvalidOperationException("a part of the console failed", bug);
            case UiEvent.Closing:
                return false;
            default:
                Tell(new Message.News(), host);
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Draw(Canvas canvas)
    {
        var context = Context();
        _state = AppDraw.Draw(_state, context, canvas);
        Follow();
        _loop.SetTitle(WindowTitle.Of(_options.Cluster, FleetSummary.Of(context.Snapshot)));
        if (!_started)
        {
            // After the first frame: whoever looks sees at once that something happens.
            _started = true;
            _engine.Start();
            if (_options.HistoryFile is { } history)
            {
                Own(Task.Run(() => _loop.Post(new Message.Recalled([.. PaletteHistory.Read(history)]))));
            }

            _engine.RecallAudit();
        }

        _due = NextDue();
    }

    /// <summary>Withdraws what was declared, and waits for the work that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _bell.Dispose();
        _logs.Dispose();
        _local.Dispose();
        _lease.Dispose();
        _refresh?.Dispose();
        if (_options.HistoryFile is { } history && _ran)
        {
            PaletteHistory.Write(history, _state.History);
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_work);
        _stop.Dispose();
    }

    private UiContext Context() => new(_engine.Snapshot(), _engine.Now, _options, _rows, PlanOf) { SignalsOf = _engine.SignalsOf, Local = _local.Sight };

    private ActionPlan PlanOf(ActionId action, WorkerId worker)
    {
        var wish = new FleetAction(action, [worker], ActionTable.Get(action).TakesAmount ? 1 : null, null, null, "", ActionTable.Get(action).TakesSignal ? "CONT" : null);
        return _engine.Preview(wish) is [var one] ? one.Plan : new ActionPlan.Refused($"no worker {worker} is known", "");
    }

    private bool Background(InputEvent.Reply reply)
    {
        if (_options.OnLight is { } light && BackgroundColor.IsLight(reply) == true)
        {
            _state = _state with { Theme = light().At(_options.Capabilities.Depth) };
            return true;
        }

        return false;
    }

    private void Tell(Message message, IUiHost host)
    {
        var (state, effects) = AppUpdate.Update(_state, message, Context());
        _ran |= message is not Message.Recalled && !state.History.Equals(_state.History);
        _state = state;
        foreach (var effect in effects)
        {
            Do(effect, host);
        }

        if (_refresh is not null && _engine.Now >= _refreshEnds)
        {
            _refresh.Dispose();
            _refresh = null;
        }

        Follow();
        if (!_state.Interests.SequenceEqual(_declared))
        {
            _declared = _state.Interests;
            _lease.Replace(_declared);
        }

        _due = NextDue();
    }

    private void Do(Effect effect, IUiHost host)
    {
        switch (effect)
        {
            case Effect.Prepare prepare:
                Own(PrepareAsync(prepare));
                break;
            case Effect.Submit submit:
                Tell(new Message.Submitted(submit.Action, _engine.Submit(submit.Action)), host);
                break;
            case Effect.Launch launch:
                Own(LaunchAsync(launch));
                break;
            case Effect.Run run when _options is { Asked: { } place, Launcher: { } door }:
                Own(Task.Run(() => new RunShell(place, door(), m => _loop.Post(m)).RunAsync(run, _stop.Token)));
                break;
            case Effect.Copy copy:
                Tell(new Message.Copied(host.Copy(copy.Text)), host);
                break;
            case Effect.Page page:
                string? problem = null;
                host.Lend(() => problem = Pager.Show(_options.Pager, page.Text));
                Tell(new Message.Paged(problem), host);
                break;
            case Effect.Edit:
                string? trouble = null;
                host.Lend(() => trouble = Editor.Open(_options.Editor, _options.SettingsFile));
                Tell(new Message.Edited(trouble), host);
                break;
            case Effect.Refresh:
                host.Repaint();
                Refresh();
                break;
            case Effect.Change change:
                (ChangeTo, ExitCode) = (change.Cluster, 0);
                break;
            case Effect.Quit:
                ExitCode = 0;
                break;
        }
    }

    // What the screens read beside the fleet.
    private void Follow()
    {
        _logs.Fit(_state.Stack);
        if (_state.WantsLauncher)
        {
            _local.Want();
        }
    }

    private void Refresh()
    {
        _refresh?.Dispose();
        _refresh = _engine.Declare("refresh", [.. _declared.Select(i => i with { MaxAge = RefreshAge })]);
        _refreshEnds = _engine.Now + RefreshLasts;
        _due = NextDue();
    }

    private async Task PrepareAsync(Effect.Prepare prepare)
    {
#pragma warning disable CA1031 // An edge: a bug here must end the console through its loop, which gives the terminal back.
        try
        {
            var plans = await _engine.PrepareAsync(prepare.Action, _stop.Token);
            _loop.Post(new Message.Prepared(prepare.Ticket, prepare.Action, plans));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception bug)
        {
            _loop.Post(bug);
        }
#pragma warning restore CA1031
    }

    private async Task LaunchAsync(Effect.Launch launch) => _loop.Post(new Message.Launched(launch.Ask, await _local.AskAsync(launch.Ask.Request)));

    private void Own(Task task)
    {
        _work.RemoveAll(t => t.IsCompleted);
        _work.Add(task);
    }

    private TimeSpan? NextDue()
    {
        var now = _engine.Now;
        var context = Context();
        TimeSpan?[] dues =
        [
            now + _state.Top.Ages(context),
            Header.Trouble(context.Snapshot, _state.MayLackBroker) is not null ? now + TimeSpan.FromSeconds(1) : null,
            _state.Flash?.Until,
            _state.WaitsSince is { } since && now - since < AppDraw.Patience ? since + AppDraw.Patience : null,
            _refresh is null ? null : _refreshEnds,
        ];
        return dues.Min();
    }
}
