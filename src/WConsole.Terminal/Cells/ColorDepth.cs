namespace WConsole.Terminal.Cells;

/// <summary>How many colours the terminal shows, from none (also for <c>NO_COLOR</c>) upward.</summary>
public enum ColorDepth
{
    Mono,
    Ansi16,
    Ansi256,
    TrueColor,
}
