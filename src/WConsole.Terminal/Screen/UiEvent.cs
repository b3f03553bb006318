using WConsole.Terminal.Input;

namespace WConsole.Terminal.Screen;

/// <summary>What the loop tells the program on the screen. A closed list.</summary>
public abstract record UiEvent
{
    private UiEvent()
    {
    }

    /// <summary>Key, mouse, paste, focus or answer of the terminal.</summary>
    public sealed record Input(InputEvent Event) : UiEvent;

    /// <summary>The screen's size in cells: once before the first frame, then whenever it changed.</summary>
    public sealed record Resized(int Columns, int Rows) : UiEvent;

    /// <summary>Somebody called <see cref="UiLoop.Wake"/>, once or many times: there is something newer to look at.</summary>
    public sealed record Woken : UiEvent;

    /// <summary>A message from another thread.</summary>
    public sealed record Posted(object Message) : UiEvent;

    /// <summary><see cref="IUiApp.NextTick"/> fell due.</summary>
    public sealed record Ticked : UiEvent;

    /// <summary>The program was stopped or lent its terminal, and is back: time has passed.</summary>
    public sealed record Resumed : UiEvent;

    /// <summary>A signal or a hang-up ends the program with <paramref name="ExitCode"/>; no frame follows.</summary>
    public sealed record Closing(int ExitCode) : UiEvent;
}
