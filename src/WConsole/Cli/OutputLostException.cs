namespace WConsole.Cli;

/// <summary>What was to be told could not be written. The message names the place and the reason.</summary>
public sealed class OutputLostException(string message) : IOException(message);
