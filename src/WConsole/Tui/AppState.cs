using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tui.Dialogs;
using WConsole.Tui.Local;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>Everything that the screen is, apart from the fleet. Immutable.</summary>
/// <param name="Stack">The screens, home first; the last one is seen.</param>
/// <param name="Kept">Views that were left by <c>:</c>, with their filter and marks, for when one comes back.</param>
internal sealed record AppState(ConsoleOptions Options, Theme Theme, ImmutableArray<Screen> Stack, ImmutableDictionary<string, Screen> Kept)
{
    public int Columns { get; init; } = 80;

    public int Rows { get; init; } = 24;

    public Prompt? Prompt { get; init; }

    public Cover? Overlay { get; init; }

    public FlashLine? Flash { get; init; }

    /// <summary>Of the newest action that was begun.</summary>
    public int Ticket { get; init; }

    /// <summary>Since when it is being found out what that one would do; null when nothing is.</summary>
    public TimeSpan? WaitsSince { get; init; }

    public ImmutableArray<Awaited> Awaited { get; init; } = [];

    /// <summary>What the launcher took up, and what of it was not told yet.</summary>
    public ImmutableArray<LocalAwaited> LocalAwaited { get; init; } = [];

    /// <summary>The number of each program's run when something was asked of it, until the launcher's word comes.</summary>
    public ImmutableDictionary<LocalAsk, ImmutableDictionary<string, int>> LocalRuns { get; init; } = ImmutableDictionary<LocalAsk, ImmutableDictionary<string, int>>.Empty;

    /// <summary>Where the keys of the key bar stand, for the mouse.</summary>
    public ImmutableArray<(Rect Place, string Key)> Hints { get; init; } = [];

    public Screen Top => Stack[^1];

    /// <summary>What every screen of the stack wants: what lies below stays fresh for when it is seen again.</summary>
    public ImmutableArray<Interest> Interests => [.. Stack.SelectMany(s => s.Interests).Distinct()];

    /// <summary>Whether the launcher is to be followed: a screen shows it, or what was asked of it from any screen is not told yet.</summary>
    public bool WantsLauncher => Stack.Any(s => s.WantsLauncher) || !LocalAwaited.IsEmpty;

    /// <summary>Whether no broker was named, and only what the launcher keeps is looked at: that none is where one was guessed is no trouble then.</summary>
    public bool MayLackBroker => Options.Guessed && Top is LocalScreen;

    /// <summary>A worker to open as soon as it is known; null: none.</summary>
    public string? Target { get; init; }

    public static AppState Start(ConsoleOptions options)
    {
        var home = new WorkersScreen();
        var first = ViewTable.All.FirstOrDefault(v => v.Name == options.View)?.Make?.Invoke() is { } view and not WorkersScreen ? view : null;
        ImmutableArray<Screen> stack = first is null ? [home.WithFilter(options.Filter)] : [home, first.WithFilter(options.Filter)];
        var state = new AppState(options, options.Theme.At(options.Capabilities.Depth), [], ImmutableDictionary<string, Screen>.Empty) { Target = options.Target };
        return state with { Stack = [.. stack.Select(state.Dressed)] };
    }

    /// <summary>What was run from the palette, newest first.</summary>
    public ImmutableArray<string> History { get; init; } = [];

    /// <summary>What was submitted, as command lines, newest first.</summary>
    public ImmutableArray<LoggedCommand> Commands { get; init; } = [];

    public AppState Push(Screen screen) => this with { Stack = Stack.Add(Dressed(screen)), Prompt = null };

    /// <summary>A new screen as the settings want it.</summary>
    public Screen Dressed(Screen screen) => Options.Layouts.TryGetValue(screen.Crumb, out var layout) ? screen.WithLayout(layout) : screen;

    public AppState WithTop(Screen screen) => this with { Stack = Stack.SetItem(Stack.Length - 1, screen) };

    public AppState Say(UiContext context, string text, Role role) => this with { Flash = FlashLine.At(context.Now, text, role) };
}
