namespace WConsole.Cli;

/// <summary>Why a command ended early: one line for people, an object for programs, a number for scripts.</summary>
public sealed record CliError(ExitCode Code, string Message, string Remedy)
{
    public string Text => Remedy.Length == 0 ? Message : $"{Message}; {Remedy}";
}
