namespace WConsole.Tui;

/// <summary>An action of this run of the console, as the command line that does the same.</summary>
internal sealed record LoggedCommand(DateTimeOffset At, string Line);

/// <summary>Keeps every submitted action as its command line, newest first, bounded.</summary>
internal static class CommandLog
{
    public const int Kept = 200;

    public static AppState Add(AppState state, Effect.Submit submit, UiContext context) => state.Options.BatchLine is { } line
        ? Add(state, line(submit.Action, submit.Risk), context)
        : state;

    public static AppState Add(AppState state, string line, UiContext context) =>
        state with { Commands = [new LoggedCommand(context.Snapshot.WallAt, line), .. state.Commands.Take(Kept - 1)] };
}
