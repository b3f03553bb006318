using System.Collections.Immutable;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>The console without terminal, threads and engine: keys in, text out. What it asks of the engine stands in <see cref="Asked"/>.</summary>
internal sealed class ScreenDriver
{
    private readonly RowMemo _rows = new(work => work(), () => { });
    private readonly ConsoleOptions _options;
    private readonly Canvas _canvas;
    private AppState _state;

    public ScreenDriver(FleetFeed feed, int columns = 80, int rows = 24, Func<ConsoleOptions, ConsoleOptions>? with = null)
    {
        Feed = feed;
        _canvas = new Canvas(columns, rows);
        var options = new ConsoleOptions
        {
            Cluster = "shop",
            Capabilities = new TerminalCapabilities(ColorDepth.Mono, true, false),
            Theme = Theme.Plain,
            User = "ann",
        };
        _options = with?.Invoke(options) ?? options;
        _state = AppState.Start(_options);
        Resize(columns, rows);
    }

    public FleetFeed Feed { get; }

    /// <summary>What was left for the shell to do, oldest first.</summary>
    public List<Effect> Asked { get; } = [];

    /// <summary>What was drawn last.</summary>
    public Canvas Canvas => _canvas;

    public FleetAction Prepared => Asked.OfType<Effect.Prepare>().Last().Action;

    public FleetAction Submitted => Asked.OfType<Effect.Submit>().Last().Action;

    public bool Quits => Asked.OfType<Effect.Quit>().Any();

    public ImmutableArray<Interest> Interests => _state.Interests;

    public bool WantsLauncher => _state.WantsLauncher;

    /// <summary>The screen that is seen.</summary>
    public WConsole.Tui.Screens.Screen Top => _state.Top;

    /// <summary>What the keys mean now, as the key bar says it.</summary>
    public IEnumerable<string> Bar => _state.Hints.Select(h => h.Key);

    /// <summary>The picture as it is drawn now.</summary>
    public string Screen
    {
        get
        {
            Draw();
            return _canvas.ToText();
        }
    }

    /// <summary>The picture as the last frame left it.</summary>
    public string LastFrame => _canvas.ToText();

    public ScreenDriver Resize(int columns, int rows)
    {
        _canvas.Resize(columns, rows);
        Tell(new Message.Resized(columns, rows));
        Draw();
        return this;
    }

    /// <summary>Presses keys by their chords: <c>Press("j", "ctrl-r", "enter")</c>.</summary>
    public ScreenDriver Press(params string[] chords)
    {
        foreach (var chord in chords)
        {
            var key = KeyChord.Parse(chord) ?? throw new ArgumentException(chord);
            Tell(new Message.Typed(new InputEvent.Key(key.Code, key.Text, key.Modifiers)));
            Draw();
        }

        return this;
    }

    /// <summary>Presses keys that all come before the next picture.</summary>
    public ScreenDriver Burst(params string[] chords)
    {
        foreach (var chord in chords)
        {
            var key = KeyChord.Parse(chord) ?? throw new ArgumentException(chord);
            Tell(new Message.Typed(new InputEvent.Key(key.Code, key.Text, key.Modifiers)));
        }

        Draw();
        return this;
    }

    public ScreenDriver Type(string text) => Press([.. text.Select(c => c == ' ' ? "space" : c.ToString())]);

    public ScreenDriver Mouse(MouseKind kind, int x, int y)
    {
        Tell(new Message.Typed(new InputEvent.Mouse(kind, x, y, kind == MouseKind.Press ? MouseButton.Left : MouseButton.None, KeyModifiers.None)));
        Draw();
        return this;
    }

    public ScreenDriver Paste(string text)
    {
        Tell(new Message.Typed(new InputEvent.Paste(text, false)));
        Draw();
        return this;
    }

    /// <summary>Tells that there is a newer picture.</summary>
    public ScreenDriver News()
    {
        Tell(new Message.News());
        Draw();
        return this;
    }

    /// <summary>Answers the newest question what an action would do.</summary>
    public ScreenDriver Answer(Func<WorkerId, ActionPlan> plan)
    {
        var asked = Asked.OfType<Effect.Prepare>().Last();
        var snapshot = Feed.Snapshot();
        Tell(new Message.Prepared(asked.Ticket, asked.Action, [.. asked.Action.Targets.Select(t => new TargetPlan(t, snapshot.Workers.Find(t)?.Worker, plan(t)))]));
        Draw();
        return this;
    }

    /// <summary>Says that the newest submission has these runs.</summary>
    public ScreenDriver Accept(params string[] runs)
    {
        Tell(new Message.Submitted(Submitted, [.. runs]));
        return this;
    }

    public ScreenDriver Sees(string text)
    {
        var screen = Screen;
        Assert.True(screen.Contains(text, StringComparison.Ordinal), $"'{text}' is not to be seen in\n{screen}");
        return this;
    }

    public ScreenDriver SeesNot(string text)
    {
        var screen = Screen;
        Assert.False(screen.Contains(text, StringComparison.Ordinal), $"'{text}' is to be seen in\n{screen}");
        return this;
    }

    /// <summary>The line that holds a text; fails when none does.</summary>
    public string LineWith(string text) => Screen.Split('\n').FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"no '{text}' in\n{Screen}");

    public static ActionPlan Ready(Risk risk, params Loss[] losses) => new ActionPlan.Ready(
        new Route([new RouteStep.RemoteControl("shutdown")], "it answers remote control"), risk, [.. losses], ["nobody known restarts it"], TimeSpan.FromSeconds(30), ActionId.ColdStop);

    /// <summary>What key bar, palette and help are told that an action would do.</summary>
    public Func<ActionId, WorkerId, ActionPlan> Plan { get; init; } = (_, _) => Ready(Risk.Reversible);

    /// <summary>What the console would know of the local launcher.</summary>
    public WConsole.Tui.Local.LocalSight Local { get; set; } = WConsole.Tui.Local.LocalSight.Nothing;

    public void Tell(Message message)
    {
        var (state, effects) = AppUpdate.Update(_state, message, Context());
        _state = state;
        Asked.AddRange(effects);
    }

    private void Draw() => _state = AppDraw.Draw(_state, Context(), _canvas);

    private UiContext Context()
    {
        var snapshot = Feed.Snapshot();
        return new UiContext(snapshot, snapshot.At, _options, _rows, Plan)
        {
            Local = Local,
            SignalsOf = id => snapshot.Workers.Find(id)?.Worker is { } worker ? WConsole.Drivers.Frameworks.Celery.CeleryProfile.Profile.Signals(worker) : [],
        };
    }
}
