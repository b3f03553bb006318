namespace WConsole.Terminal.Screen;

/// <summary>Settings of the screen.</summary>
public sealed record UiOptions
{
    /// <summary>The program's name, for the one message of its own that the loop prints: an internal error.</summary>
    public required string Program { get; init; }

    public required TerminalCapabilities Capabilities { get; init; }

    /// <summary>Whether clicks and the wheel are reported; the terminal's own selection then needs Shift.</summary>
    public bool Mouse { get; init; } = true;

    /// <summary>How long a lone ESC byte waits for the rest of a key; more on bad links.</summary>
    public TimeSpan EscapeDelay { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Whether to ask for the background colour once; the answer comes as a reply "11;rgb:…" (see <see cref="BackgroundColor"/>).</summary>
    public bool AskBackground { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
